"""Settings: what browsers are told to refuse."""

from __future__ import annotations

from csp.constants import NONE, SELF

from polylogue.config.accounts import OIDC
from polylogue.config.environment import ORIGINS, PRODUCTION, env

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *[o.replace("http", "ws", 1) for o in ORIGINS]],
        "manifest-src": [SELF],
        # A browser also holds the redirect after a form to this list.
        "form-action": [SELF, *("/".join(p["server_url"].split("/")[:3]) for p in OIDC)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# No page may use these, whatever ends up in it; passkeys stay possible.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "bluetooth",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = env.bool("POLYLOGUE_HSTS_PRELOAD", default=False)
    # Preloading binds a whole domain for years: whoever owns the domain decides, not Django's check.
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
