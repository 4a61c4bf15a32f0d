/* Keys for tests, made with the openssl command: to make one takes longer than a test should. */
#pragma once

#include <string.h>

#define PAIR_PASSPHRASE "correct horse battery"

/* Under the passphrase, with few rounds. */
static const char pair_private_pem[] =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQI1ti8PQEGRgACAgPo\n"
    "MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBD/vUYzfHgQJZ0KFk68BUPxBIIE\n"
    "0PxZl6jn8Ktciz7WWI+noOhjqq+qKcMqtMhSLQNRgVoxM6gQ6qCFJsnjvxLtl9b0\n"
    "PsvFoyqwkAlOhc3EbeXqE9cZOkJTuDDLcE3f2u18qu7SyP+Tyag4vO5gCRI61mTS\n"
    "1MybMLdDw5Kqf9TUxhv1ITCwtunVTbdTe4pjrBibzljMunHI+B1LOcJXpNUkrpfz\n"
    "1PeLUkz/SGGcSTxnv1YCHefl4ch+GAR68VjcaKDPwmbsc8N3noE8MQZpzXdU+CcO\n"
    "oKryB+yoDllTQvGv0zxCoRKZJ5EeLxjSzOJB/JPp6KuPXO26AZWmQjkCJAfalBwo\n"
    "u+UHKNO1bUgStPSyflHHzNYivsBTdQ/nn3BU0wyxkrdxTkR0gXSVOdh0WN9ILPdE\n"
    "MlXySQUlTRLSSCpdoa8mhwvcxcEXw104epyguqZZWlJA1KJ8d37cCXqmD60exQcp\n"
    "DZErogKuZJvcfRTHA+f0pajnz8KNnA3zLzvoqwvD7GDQz7eo+6wm68rY1ZIHrtf1\n"
    "rNJtv7GGiB7ViO0gJHkgyYBuUNdtWUp9pnZwxymytRax9qA6EtuE36wo1JmwujmL\n"
    "L25tEVBj8Q3mL5tgr/ppwTqllw1aApfPJOiLcBshzvWybJledcGtFFhnnpgdMf0l\n"
    "goIWflBP+9F3fyIDrvIVmZppH1uHyeALdNJmMtkn61E4Gln57evSpth4QSOtF58N\n"
    "pDL66p9zX4OKHV+2mne11esRgMC8SkbuXCvJQrTzxx5ipZrxNRE9QZfnNvFuyOng\n"
    "2w8mV2vvLQnh+YcAPqABii3Ka4eK+1ovfsYumTw2PqXzUFTZ+gdkZlZVB5NV7tYn\n"
    "eo8UI4G164eIKKNVLWoYLgHtLmK3Fp21TP6mG9QOiV2dASF/ZJqULFuVPJ/RA2vc\n"
    "vb0EBZmalyyg0rbQKWWXik3SJnCRRhrG8XXSmBwySHeznfrN2W1m7Sa1nWSvQys+\n"
    "/Nxf8AwSXQ1+y4ojDpK8iRftLHptdNTFm0lyYdAFypf6i8hx1xQcvP9tbLLW1Q18\n"
    "erlHaSts/4aafN8z3zZJZmnTfuXBaWc4Z+/P83pH/u2/VJK2tyAYtJ0TQ0BeJKR3\n"
    "rBS8jwLSmCRV2GsB5H6or5unEomJkY+uiUByMIYnp0BAYyndLdG40Fd4/Z+Psr3z\n"
    "LnaMD7r36Iof76/v+sMjQcuP/WKqNu+k2abp4FWFAORLZ//WuKclXaRVPZkyljuy\n"
    "J/cM+QjUYgNRag9GamTC5GhHJRmKeDOnpTKRb9INnBYUtZ92y/FGg0ywTRTvHGtP\n"
    "1RmH4MPyD32ZwZO3c++BXiokXRYI23+KeGYUXPAriOvJ5fgq2W/RnYJWL7/cH39t\n"
    "U1X8IVIiSk/InYXGJMlBsXxwEbuGzMcO13kgO+WnT6/7+drmZWaCzDtNE77YtZtI\n"
    "sE6BLOSNwViAn56f3lsnU2GT7fidlRJa1zcwjuR4x4WooNvvuBop5FgCH+/ntH3E\n"
    "eVkDjFGQ/sRtiGicQ25UA/PmdFwbYRbctygRiZ3U4gsrBaSjz4grDl5rpfZatzDH\n"
    "s0wjtm/PIFRQnugVPFJe3y+j7aj6HvF7VgUTeR2H88WJj1/k3+8Lmy8AUm/NQYcx\n"
    "H1zqgVOA1Mw9NgG+7mU8pHucvuGGzpWs0t8NRA9XeYhD\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

/* Its public half, and the SHA-256 of that in DER as sha256sum prints it. */
static const char pair_public_pem[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6xX6a9kfsh6aNdq1UA5T\n"
    "0V+lY9mmNoZchkUaJ377S/dkHoFHSFdAR/u5B8iz2vyBnyqSapAPPziFw6oNOduW\n"
    "3kPdnXll8+l8ahOdEmSnNcq1HTZuBTREu2o2kMbq1P4rbUiqY8cJRb4lNp95D2WS\n"
    "dpRCtksRfIqoGoxgxllr6lTrLlK034EMT3crFP7pFWOalbE6AQH5QbDFf4e8xm9G\n"
    "xdjxgNqXXmkj9EzYktuJWjlsGEaI6iihJVeXLo8K6CH+yTgwHXY1rvHrR0bYq+wY\n"
    "y+rA4V9Z5pjEXta4OsFfVLokWFO4/tWLq+/vvBo2W5SZ+9I3QBeExe0MgmrGoVFx\n"
    "WQIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
#define PAIR_PUBLIC_SUM "9d4eeeb8a2f4f22a11a90bb67779136b40ebf723224ec91d01aba8db65fdcbbe"

/* The public half of another pair. */
static const char pair_other_pem[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5jz98WfCPjcS6Nx94oXt\n"
    "18fceelsUMLaCuyn1yqM9acox7L0QS3jsRUqqBuor/xsNpSWAZz2r6E6ASx4oxz0\n"
    "yDmxTY0gABFTwxM+ghoRpFK46xt3perp7/3lA4DLU1A/cqAOlHQNj7d6v87YFRUR\n"
    "z2lXxosvOx2y4V0Zc42FHxIk6PEKrifN6QIqwzkDN+FPWoSsitjtDzxr/ugX5X1U\n"
    "rbqHtnR3WD/eOcRNnosRVH4+8/g9H/XqwnnjOOyZ9iYsv7wfY/RavEyjmmW+PH64\n"
    "a9ceh79WW2Nw78oxMktgvI5HcD8dWAK7jRITuw8gZZjMMA68dJrsVU0bqXVc0PNC\n"
    "ZQIDAQAB\n"
    "-----END PUBLIC KEY-----\n";

/* What stands between the first and the last line of a public key's file, in one line: as forms
 * carry it. */
static inline void pair_key_base64(const char *pem, char ret[500]) {
    size_t n = 0;
    for (const char *c = strchr(pem, '\n'); *c != '-'; c++)
        if (*c != '\n' && n < 499)
            ret[n++] = *c;
    ret[n] = '\0';
}
