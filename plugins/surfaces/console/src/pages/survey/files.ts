// A file as it is kept on the phone: with its digest, and where a photo was taken.
import type { Place, Taken } from './model';

export async function digestOf(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function takenFile(
  of: Pick<Taken, 'owner' | 'id' | 'kind' | 'signer' | 'name' | 'at' | 'gps'>,
  blob: Blob,
): Promise<Taken> {
  const sha256 = await digestOf(blob);
  return { ...of, key: `${of.owner}/${of.id}/${sha256}`, blob, sha256, sent: false };
}

// Null where the phone does not say.
export function here(): Promise<Place | null> {
  return new Promise((done) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ latitude: coords.latitude, longitude: coords.longitude }),
      () => done(null),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
    ),
  );
}
