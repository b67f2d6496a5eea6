import { fileURLToPath } from 'node:url';
import { surface } from '../surface.config';
import { serviceWorker } from './worker.plugin';

const worker = fileURLToPath(new URL('src/worker.js', import.meta.url));

export default surface(import.meta.url, '/console/', [serviceWorker(worker)]);
