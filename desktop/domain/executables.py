"""Recognises attachments that can run code when they are opened, by name and media type."""

import re
import unicodedata

from desktop.domain.file_names import clean_name

_WINDOWS = """
    exe com scr pif cpl dll ocx drv sys ax msi msp mst msu msix msixbundle appx appxbundle appinstaller ppkg
    bat cmd ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psm1 pssc cdxml msh msh1 msh2 mshxml vb vbe vbs js jse mjs cjs
    ws wsb wsc wsf wsh sct hta htc reg inf ins isp lnk scf url website msc chm hlp hpj gadget job shb shs udl
    application appref-ms appcontent-ms settingcontent-ms library-ms search-ms searchconnector-ms xrm-ms
    diagcab diagcfg diagpkg theme themepack deskthemepack rdp printerexport webpnp xbap xap vsix xnk pcd
"""
_OFFICE = """
    docm dotm xlsm xltm xlsb xlam xla xll xlm pptm potm ppam ppsm ppa sldm wll iqy slk vsdm vsmacros oxt
    one onepkg onetoc2 accda accdb accde accdr ade adp mam maq mda mdb mde pub
"""
_MAC = """
    app pkg mpkg dmg sparseimage command tool workflow action terminal scpt scptd applescript osax prefpane
    kext saver dylib webloc inetloc fileloc mobileconfig ipa
"""
_LINUX = "sh bash zsh csh ksh fish run bin out elf so appimage flatpak flatpakref snap desktop deb rpm"
_SCRIPTS = """
    py pyc pyd pyo pyw pyz pyzw pl rb php phtml phar lua tcl class jar war ear jnlp groovy swf air crx xpi
    apk apks xapk aab nupkg whl gem
"""
_PAGES = "htm html htt xht xhtm xhtml shtm shtml mht mhtml svg svgz webarchive maff xsl xslt asp aspx jsp"
_DISKS = "img iso vhd vhdx vmdk udf nrg wim"
ENDINGS = frozenset(" ".join((_WINDOWS, _OFFICE, _MAC, _LINUX, _SCRIPTS, _PAGES, _DISKS)).split())
"""Extensions, without the dot, of files that run code, carry it (macros, pages), or mount as a disk full of it."""

_MEDIA = re.compile(
    r"""
    text/(html|xml-external-parsed-entity|javascript|ecmascript|vbscript|x-(python|perl|ruby|php|sh|shellscript
        |msdos-batch|script(\.\w+)?|java|lua|tcl))
    | image/svg(\+xml|-xml)? | multipart/related | message/external-body
    | application/(xhtml\+xml|hta|javascript|ecmascript|x-javascript|java-archive|java-vm|x-java\S*
        |vnd\.microsoft\.portable-executable|x-(ms|win)-?(dos|downlo|execu|install|short|xbap|wim|html)\S*|x-dosexec
        |x-msdos\S*|x-executable|x-pie-executable|x-sharedlib|x-mach\S*|x-elf|x-object|exe|x-exe|bat|x-bat|x-msi
        |x-sh|x-csh|x-shellscript|x-(python|perl|ruby|php|httpd-php|vbscript|powershell)\S*|x-desktop
        |x-apple-diskimage|x-iso9660-image|x-raw-disk-image|x-(vhd|vhdx|virtualbox-vhdx?)|vnd\.appimage|x-appimage
        |vnd\.android\.package-archive|vnd\.debian\.binary-package|x-deb\S*|x-rpm|x-redhat-package-manager
        |vnd\.apple\.installer\+xml|vnd\.flatpak\S*|x-shockwave-flash|vnd\.adobe\.flash\S*|x-chm|vnd\.ms-htmlhelp
        |x-mimearchive|x-url|internet-shortcut|x-mswinurl|x-silverlight-app|onenote|msaccess|x-msaccess
        |x-apple-aspen-config|x-webarchive|octet-stream-exe|x-wine-extension-\S*)
    | \S*macroenabled\S* | application/vnd\.ms-(appx|msix|settings)\S*
    """,
    re.VERBOSE,
)
# letters that look like Latin ones in the fonts of file managers; capitals look like other letters than small ones
_CAPITALS = str.maketrans("АВСЕНІЈКМОРЅТУХԌԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABCEHIJKMOPSTYXGQWABEZHIKMNOPTYX")
_LETTERS = str.maketrans(
    "авсԁеһіјкӏмнпоԛрѕтуѵԝхαβϲδεηικνορτυχγωıɩɡաոօսցհᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "abcdehijklmhnoqpstyvwxabcdenikvoptuxywiigwnoughabcdeghijklmnoprstuvwyz",
)
_DOTS = re.compile("[.\u3002\uff61\u06d4\u0701\u0702\u2024\u2027\ufe52\uff0e\ua4f8]")
_STREAMS = re.compile("[:\uff1a\ua789\u2236]")


def runs_code(name: str, media_type: str = "") -> bool:
    """Whether a file of that name, or of that media type, can run code when it is opened.

    The extension is compared as systems read it (case, trailing dots and blanks, alternate streams, the shortened
    name under which it would be saved) and as people do (lookalike letters, invisible marks).
    """
    if _MEDIA.fullmatch(media_type.partition(";")[0].strip().lower()):
        return True
    return any(_ending(part) in ENDINGS for whole in (name, clean_name(name)) for part in _STREAMS.split(whole))


def _ending(name: str) -> str:
    name = _DOTS.sub(".", unicodedata.normalize("NFKD", _DOTS.sub(".", name)))
    kept = "".join(sign for sign in name if unicodedata.category(sign) not in _UNSEEN)
    plain = re.sub(r"[\s.\"'*?|<>/\\]+$", "", kept.translate(_CAPITALS).casefold().translate(_LETTERS))
    ending = plain.rpartition(".")[2] if "." in plain else ""
    return re.sub(r"\s+", "", ending)


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
