/* What other programs sealed, to be opened here. Data only, both Apache-2.0.
 *
 * CENTRAL: getodk/central-backend, test/unit/util/crypto.js and test/data/priv.pem: a key, the IVs
 * that it gives, and a record that ODK Collect 1.22 sealed behind one picture.
 * BRIEFCASE: getodk/briefcase, test/resources/.../export/encrypted-form*: key, manifest and what
 * stands in the record; the record itself as Collect wrote it, which the signature confirms.
 * ENKETO: enketo/enketo, packages/enketo-express/test/client/encryptor.spec.js: IVs. */
#pragma once

#define CENTRAL_ID "uuid:22525f8e-4f2d-41ed-94da-4c46a2478448"
static const char central_private_pem[] =
    "-----BEGIN RSA PRIVATE KEY-----\n"
    "MIIEpAIBAAKCAQEAyYh7bSui/0xppQ+J3i5xghfao+559Rqg9X0xNbdMEsW35CzY\n"
    "UfmC8sOzeeUiE4pG7HIEUmiJal+mo70UMDUlywXj9z053n0g6MmtLlUyBw0ZGhEZ\n"
    "WHsfBxPQixdzY/c5i7sh0dFzWVBZ7UrqBc2qjRFUYxeXqHsAxSPClTH1nW47Mr2h\n"
    "4juBLC7tBNZA3biZA/XTPt//hAuzv1d6MGiF3vQJXvFTNdfsh6Ckq4KXUsAv+07c\n"
    "LtON4KjrKhqsVNNGbFssTUHVL4A9N3gsuRGt329LHOKBxQUGEnhMM2MEtvk4kaVQ\n"
    "rgCqpk1pMU/4HlFtRjOoKdAIuzzxIl56gNdRUQIDAQABAoIBAAh4BcfGp6jWyzG2\n"
    "f3KovPhcjEGLSfC018K5KhI5y6aWTG34PHblZ01QUAB1UoNDsktJV0knP28K6fPD\n"
    "hE+qTBZF/xhqqD3jQDjIEND7n4iQUle4FDqVoe4oNQFDUQQIZZCronYwuQotyDmi\n"
    "hkcMJ3iaG9O2MBdSY+vk3s5qNQoSfqhGwBR64ds5ndORwNCrp55pdM2ZodKpSrJI\n"
    "dJ/RvWTo/z5Oo9f8VFFWB7SzqL/BYAzFojKiaCbn0i22DgOGds3gWPJUzlSkHevo\n"
    "NaQClrW5ZoI0gK7qjgO5pj8vj5dx7O1EQzB/H+CmFy7vazZVuEG7ZMUVclPa+FfF\n"
    "H2kt78kCgYEA76SP+e/r028Maxmf+Hsc8xjYLv/1/vEZni6mcF4c3AimwVm2oRRg\n"
    "PFfKSWY9YjGL4UvnLVclLs3ALM1Q/8Ppv8dOGe6mNOsvn3E77R5Ljp0frCYDeggB\n"
    "6qZFlvQbgq5wSMdarnnRaZCLklcHVpTj2ieoVOjkne1i886VP1x3kdcCgYEA10oB\n"
    "ARHTpP2x7vBFTkuC5R9ByAdJPhVaEYPBr6D+xOt1nB33YcJDym51ByuscH1noxNE\n"
    "09Bf1/rt2S1b03XpH55AToqxIVc8fE7eOCXQd1oY8Pzpi2ro/jVirP1MdI3g1pTT\n"
    "DNiv3sJJMsiQ79QT6Q+0LddNQuXmPcUOR8GHoRcCgYEA3XGj2cHqmaa0QwOa33Jk\n"
    "ff8nRccg+kSw94sEIjHVWT5lWaYdLRw3EYvOUaU4c9R0/eu15B/zLBzUyJGxl6bi\n"
    "CWWStkPhMmVhzGRGjAbCqzZmXh2CePGNU9fx1lwcT9YBzD7rfO70pCf90Wy6Szeq\n"
    "lZyv4EaVe5oxJjpvj+1SUGECgYAOy681+5uoAydvXGPm9ZmRVYyXyqhl8+G0wnFV\n"
    "OKNJtUTn7cdKmKdACkdQrtezA2tT8ccRJ4jutvgRrORarAfRfHa+7xktSWmGwYTU\n"
    "JwUkrrR4G2mRg09v6QtXCDFw8S86kA/RGjM8A+4z50TOtqyHn+SqIdnVdydTp29L\n"
    "zykbEQKBgQC1FcRKIRkn6IEAHaI0QQl793vxgo/g3oJoRXLptNy63eBygd0x+qY3\n"
    "TD8cBMLaJs5DMC5zNGW8YQXtaADMbp0jV6aD/7Qer/SaXk187bGhF5KfSCqjj1yx\n"
    "uR0+sgNnVaENMkxsyrVlUXuMivNdPAob6dtspaiEGyseFa/N8RinIg==\n"
    "-----END RSA PRIVATE KEY-----\n";
static const char central_wrapped[] =
    "heF9tzGvB1jjjBM5AAADnTgrFwmtyjESyCNk86oiX/r+WCohyEX3f4jOswK4/IBLx9VNW4k1wbo0t9PMp4Ie/PAu"
    "cyBwyqKpx6coGkk8nCeznzisLe07fr9a6MEFOuBqKWun28M/cDUasoyg8//ytMVatSMGjv+Nkj8L7QtlMH6iDJoW"
    "ZQfwvxgDeCrBn2+jr+qwdlQzxwyi5taV+zB9s+FDgJ14n8AyY3t4x0n+qkOqEvMVKIFc4ofRXBaG5N/21Uy+qA91"
    "Ap26sVDo7g1vmG+gND/f+Mx1gBQcmM0EKHowUT5cIdrG6N/XTHVpCWkH6qxjhuWyayCGBT+Frxf+Sg==";
static const char central_key[] = "3TJoHf74zHbDwG3Ta+bcvfUr50C6yF/astfu+CdSnQU=";

static const struct {
    size_t n;
    const char *iv;
} central_iv[] = {
    {0, "39bbb0890f3222269da68b172146477a"},  {1, "39bcb0890f3222269da68b172146477a"},
    {8, "39bcb18a103323279ea68b172146477a"},  {15, "39bcb18a103323279ea78c182247487b"},
    {23, "3abdb28b113424289ea78c182247487b"}, {31, "3abdb28b113424289fa88d192348497c"},
};

#define COLLECT_ID "uuid:99b303d9-6494-477b-a30d-d8aae8867335"
static const char collect_wrapped[] =
    "iyEB1LAlvVE8uaW0HuhLhzwcLceIukqfgusDNdDEE2FFxVtUtSI3FiOuNxhgI/Zbgnaabh/vqeZ3yLXwv0f66pAb"
    "N0n8kM9f84VJR18fdUp6doOz7o8IQD7gc3ZfbRXweab/NxnahfYa9ij0Kax1LTKS05Oodk2MewkzwfBhdbf/CfiB"
    "P1HSskDio40jdW5f04GkqZsFCPUluF2DfMnwYCo0wdwf2m8o+lSNR+vrFeEYG7LtGE4X90pVrQnJHwFWHGjSwJpg"
    "/USn5skBioDKUCv/Dva9xJ+JXUz+QSg6LOuP+SDxsrmf36WKrnE8kWfN4oaBdmIwFSStkLH9foNXUw==";
static const char collect_sealed[] =
    "kMhJdk0mZOqvlxndUO3v4+UPvfYoc+bbkPmF3QmhoP7lP/QjHbzqw/IfZxQ54D328eCc4V6jtbrjeAXV+m1cWsCG"
    "GLW5KwTAxBjPBXzsZrUeY0RISVJ1g9BJoXfSRAjYMrFYOM907BFUIYYxMqpVWGy1lo8ljqY+Sgq1VphkQk/TQGgO"
    "VYFALHDLOYnLKuLHvwBLQQwK3lje8CwNlf/b2rY9qfGC4P1emoiP+YzkLp8eH6x/HfMvRIFoZEaom1i5s3SU4WVw"
    "e2Tno4jKD69ojMlQN6VKB7DK4xaRSs2C7zfDm63n1WCyyOAj8mASIFhb3sc3hD56HTJFUV/TH3UVlzP7oPm/Mm7n"
    "EcU3+HdSSwm3I1qFYhsXfVRym41IlbC4Twf660/kUZrugA7Zqd5K9Un3lOVTzYowaF+m5OIOO56wff3zPBxeOVjA"
    "NDKR7V6/";
static const char collect_record[] =
    "<?xml version='1.0' ?><data id=\"encrypted\" version=\"working3\" xmlns:xs"
    "d=\"http://www.w3.org/2001/XMLSchema\" xmlns:h=\"http://www.w3.org/1999/x"
    "html\" xmlns:jr=\"http://openrosa.org/javarosa\"><meta><instanceID>uuid:9"
    "9b303d9-6494-477b-a30d-d8aae8867335</instanceID></meta><name>bob</name"
    "><age>30</age><file>1561432532482.jpg</file></data>";

static const char briefcase_private_pem[] =
    "-----BEGIN RSA PRIVATE KEY-----\n"
    "MIIEowIBAAKCAQEA8RDcKKUNIAkKrPRd4tOls8X0ZpwYwuofVEER56BRwWIlSnPp\n"
    "rE8p9EHbyL2/i6RLlX0Fk9ntdu/t42/jpf7hvf8srsgGk0bV1g22mvYDbk9pRdsh\n"
    "faLmLEagDqmVZA4byXGjxlgR9MXKRZHd2CNv7swR9ZNyHN8GMo+rqC/bsXL5lCxf\n"
    "VFmCbZo8AsemaE8wqQfkH5QHMFCHFbjmaUl+lnVpHa0jo31D7VOnT66tG8S/DjOT\n"
    "PxVZCYF5O9qTttsnvBEAijbU5PF/afHwHbfCj3/a9cQApAfT0BxG6GJyMhrlANkK\n"
    "6E5kWGart/wOgcybvE4El7ZzQT117OwxuZ3XZQIDAQABAoIBAGcMTQB25bBvDQg4\n"
    "AbZHwQqjMUF3ssIHcNMEadH431nqSYSVHiuRP57xVDFwo2PfHIxPgEXen7r6/1b8\n"
    "6nR4Cym73e7tBJqKajhxbkC5r2fFPHwnGx7otrnwitUZuwmlWk13bYoI9cwLjNbG\n"
    "bu3I4D1VMMwodlxPHggZEEj6BFDKv+HPI6Bfub73mW9UVCN8Qiu57/7VyFRltoXc\n"
    "O3cIHmivF1mnL8WQStb2tdqg2k4NACrESLpFVLVr/RNsuCzDnuL8/j3QI4L/8d55\n"
    "S8hIvOCbhhLTrLPRL7jAtEUwd8vrAa6px5htSGHlIAHzkDPewMzrZcfQhyia2U6V\n"
    "tSMW3mECgYEA/j6ncM8tUJGJn/kYuhDIqTpw39z8VoArdmobBB/PSEPVnFy/J/WU\n"
    "M1VBrEPTCAmTAUgRdfkFUFdiQF1QaxuG2vGtXw8FNE4Y55LSDJf04KCFgWnyma7Y\n"
    "NRCmmKWorv16T7vQ3D8/UYR9ZAtyykJeG/afCzpmq2DbaZYG40CfEE0CgYEA8rrp\n"
    "9QDjZpH4nAwwcxU1KvJiwALBu4F6ETH0xhpnBLlEMQIwI1l5nVNPqd7m4pa10cUb\n"
    "DinfGbHVEnoY2f9h+To9KsDit9ERqTCCtqZaA4ouu0OqvBByEQJv4xQ77HzDnyab\n"
    "guISXW2werMcPXtSfohNT27ajNNl3AqVoES1L3kCgYEA7S7gIAJ24MnVHVNR+Qr9\n"
    "V7p4YK+VDNFnOoIEEBXo1x7JYaS4g/u7NSRdLurbLY1ZAgIMoAUfKvNKaodjJXi5\n"
    "lvmNZrfpgAE3hJnYsPz16rR1t+Rx+WM+ukp9ULyCoDVCbK3nTAEI/fBe1f1EKmI9\n"
    "z1KEzwG9lDW4m0jlxg2cFqUCgYBTMkvEhVRsMLY0zlzA5VD+8mt0gr1ihoOPZz8N\n"
    "s7kBvnqoDabwRtfPW+HfSJ58pcmWJ+gZF7L3fKOanKzt84HiSdrzT3+mH4vdINp8\n"
    "vlH2CqPv3cakhUKDoAE3pRTQ/waSA0qkNtaynUkzFTclv6JL6m4NPuK8CC1OmXYl\n"
    "o8cyiQKBgFwwxboWo898Yu2K/VX5EpL0mYpecadguS4a5/jhhkAl5rNYUyHPVCWO\n"
    "Vbn7KFP6fK0BZT8Fyx0dCtpb7c10IqSRnvvErdwnaC3wZtsmg5p9/i24xjG2Euy4\n"
    "DQuX/pxf/oWiXVujOekqXovFH4boeeKXhnjDSy0UiR05Ce5t/ciS\n"
    "-----END RSA PRIVATE KEY-----\n";
static const char briefcase_manifest[] =
    "<data id=\"encrypted-form\" encrypted=\"yes\" instanceID=\"uuid:494cd080-3bf4-47be-b4"
    "0f-c706a950d58a\" submissionDate=\"2018-04-18T10:15:09.483+02\" isComplete=\"true\" m"
    "arkedAsCompleteDate=\"2018-04-18T10:15:09.483+02\" xmlns=\"http://opendatakit.org/s"
    "ubmissions\">\n"
    "  <base64EncryptedKey>Fh1NiIx1QuRBxbuwk7OvCnFDtqMA0bwtsu0R0Y2bDBkSBZ7K/rKD5vFDSh"
    "/b42N/eMHEMyvOe2tatla0BHd8vY6F4/xM8vyLPLs76KnZr+dDiipFKRo9uyT0QPYF14TSg4u9pH5r7b"
    "v0AWK/tmTORLhFKwuDKdLbykhkSnU/hDSzVKFPZWVe7HloJARx4FwYf14DBc3cqKvukWBwtiea8REcpi"
    "dwDr6fx5s40kQRUhhL114FOxNVHd2XfjC492NiYcSMZYLXbVHj2ftmv3TzDuq0yEkwMQkUMWwFCfMwA5"
    "wPCk2QeXPeElSEU86VR1y1jFPakW+v9hFdekRZh1/7Ew==</base64EncryptedKey>\n"
    "  <n0:meta xmlns:n0=\"http://openrosa.org/xforms\">\n"
    "    <n0:instanceID>uuid:494cd080-3bf4-47be-b40f-c706a950d58a</n0:instanceID>\n"
    "  </n0:meta>\n"
    "  <encryptedXmlFile>submission.xml.enc</encryptedXmlFile>\n"
    "  <base64EncryptedElementSignature>y6C9wWP29L3xHtVYC4dt8pGrP4DkzzGmzhvdZ/XcMLtxW"
    "sNGPKUlZJi8BlNV4yQ54iN1w+l+18EGMWZlo+PanODZUhowThV4BicTdNZ4inF/WxDZSWEKudcFybHmh"
    "Ef+BZ7eqF/XfpnL/YsiZNBePO/ght2yTk81ZtT7brDsz0g9ss8EQyLH5UeQ0qJyXAkP1PNt8dF7NE9vf"
    "D43JDE1fghV/nvqTtK/fBsS7JUio87p/tnoLipFx11LvY3rKao912qdmQDItbrQfpd3DXI1HeXQ7bHsz"
    "1P/VekFHstvRpH+8eWUSVXIYHDMb1uNLklyVUKQgbeQQ8Dvp+5kQ4DfSQ==</base64EncryptedElem"
    "entSignature>\n"
    "</data>";
static const char briefcase_record[] =
    "<?xml version='1.0' ?><data id=\"encrypted-form\" xmlns:orx=\"http://open"
    "rosa.org/xforms/\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><name>Guiller"
    "mo</name><orx:meta><orx:instanceID>uuid:494cd080-3bf4-47be-b40f-c706a9"
    "50d58a</orx:instanceID></orx:meta></data>";

static const unsigned char enketo_first[] = {26, 165, 249, 183, 157, 87,  116, 18,
                                             86, 100, 25,  164, 27,  112, 192, 230};
static const unsigned char enketo_second[] = {26, 166, 249, 183, 157, 87,  116, 18,
                                              86, 100, 25,  164, 27,  112, 192, 230};
static const unsigned char enketo_20th[] = {27, 167, 251, 185, 158, 88,  117, 19,
                                            87, 101, 26,  165, 28,  113, 193, 231};
