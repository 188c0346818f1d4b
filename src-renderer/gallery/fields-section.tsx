import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { CommittedField } from '../ui/committed-field.tsx'
import { QuantityField } from '../ui/quantity-field.tsx'
import { SearchInput } from '../ui/search-input.tsx'
import { SecretField } from '../ui/secret-field.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Specimen, Specimens } from './specimen.tsx'

const options = [
  { value: 'low', label: 'Low' },
  { value: 'normal', label: 'Normal' },
  { value: 'long', label: 'An entry that is longer than the place it has in a narrow field' },
] as const
const bounds = { minimum: 0, maximum: 100, locale: 'en-US', rangeError: 'Enter a number from 0 to 100.' }

export function FieldsSection() {
  const [text, setText] = useState('Scans of the archive')
  const [secret, setSecret] = useState('hunter2')
  const [quantity, setQuantity] = useState(12)
  const [value, setValue] = useState<(typeof options)[number]['value']>('normal')
  const [kept, setKept] = useState('127.0.0.1')
  return (
    <Specimens>
      <Specimen name="TextField · empty, with a placeholder and help">
        <TextField label="Title" value="" placeholder="Taken from the links" help="What the job is called." onChange={setText} />
      </Specimen>
      <Specimen name="TextField · filled, with a button beside it">
        <TextField label="Folder" value={text} onChange={setText} beside={<Button>Choose…</Button>} />
      </Specimen>
      <Specimen name="TextField · refused">
        <TextField label="Folder" value={text} onChange={setText} error="This folder cannot be written to." />
      </Specimen>
      <Specimen name="TextField · disabled">
        <TextField label="Folder" value={text} onChange={setText} isDisabled />
      </Specimen>
      <Specimen name="TextField · several lines">
        <TextField label="Links" value={text} onChange={setText} rows={3} />
      </Specimen>
      <Specimen name="SearchInput · empty, and with what was found">
        <SearchInput label="Search" placeholder="Search" clearLabel="Clear search" value="" onChange={() => undefined} />
        <SearchInput label="Search" placeholder="Search" clearLabel="Clear" value={text} onChange={setText} found="12 results" />
      </Specimen>
      <Specimen name="SecretField · hidden until it is to be seen">
        <SecretField label="Password" value={secret} onChange={setSecret} showLabel="Show password" hideLabel="Hide password" />
      </Specimen>
      <Specimen name="QuantityField · with a unit">
        <QuantityField {...bounds} label="Slots" value={quantity} unit="MB/s" help="0 to 100." onChange={setQuantity} />
      </Specimen>
      <Specimen name="QuantityField · refused">
        <QuantityField {...bounds} label="Slots" value={quantity} error="Enter a number from 0 to 100." onChange={setQuantity} />
      </Specimen>
      <Specimen name="QuantityField · disabled">
        <QuantityField {...bounds} label="Slots" value={quantity} isDisabled onChange={setQuantity} />
      </Specimen>
      <Specimen name="CommittedField · counts on Enter, or when it is left">
        <CommittedField
          label="Address"
          value={kept}
          error={null}
          onCommit={async (committed) => {
            setKept(committed)
            return true
          }}
        />
      </Specimen>
      <Specimen name="Select · with help">
        <Select label="Priority" value={value} options={options} onChange={setValue} help="What starts before others." />
      </Specimen>
      <Specimen name="Select · its label is only spoken">
        <Select label="Priority of the next one" value={value} options={options} onChange={setValue} isLabelHidden />
      </Specimen>
    </Specimens>
  )
}
