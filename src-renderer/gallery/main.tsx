import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Gallery } from './gallery.tsx'
import '../ui/tokens.css'
import '../ui/base.css'

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no element with the id "root"')
createRoot(place).render(
  <StrictMode>
    <Gallery />
  </StrictMode>,
)
