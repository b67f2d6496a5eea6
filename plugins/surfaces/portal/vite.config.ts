import { surface } from '../surface.config';

export default surface(import.meta.url, '/');
