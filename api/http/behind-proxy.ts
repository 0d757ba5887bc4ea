/** What stands between the browser and us: who asks, and by which protocol. */
import type { Request, RequestHandler } from 'express';
import ipaddr from 'ipaddr.js';
import type { Logger } from 'pino';

/** As `app.set('trust proxy')` takes it. */
export type TrustedProxies = false | number | string[];

/** One subscriber's share of IPv6 addresses: all of it is one source. */
const IPV6_SOURCE_BITS = 64;

/**
 * Where users type an `https:` address, their connection has TLS, whichever proxy ends it and whatever it says of it:
 * cookies are given to them.
 */
export function asTyped(publicUrl: string | undefined): RequestHandler {
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  return (request, _response, next) => {
    if (isSecure) Object.defineProperty(request, 'secure', { value: true });
    next();
  };
}

/** Says once that a proxy stands in front which no setting names. */
export function unknownProxy(trusted: TrustedProxies, log: Logger): RequestHandler {
  let isTold = trusted !== false;
  return (request, _response, next) => {
    if (!isTold && request.get('X-Forwarded-For')) {
      isTold = true;
      log.warn('X-Forwarded-For is ignored: set TRUST_PROXY, so that sign-in attempts are counted by who makes them');
    }
    next();
  };
}

/** Who asks, for counting attempts: an IPv4 address, or a network of IPv6. */
export function sourceOf({ ip = '' }: Request): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/${IPV6_SOURCE_BITS}`).toString();
}
