"""Which attachments carry the warning that they can run code."""

import pytest

from desktop.domain.executables import runs_code

ENDINGS = """
    html htm svg url chm py pyw jnlp command msix img iso vhd vhdx hta scr lnk desktop appimage docm xlsm xll ps1 vbs
    js wsf reg msc cpl scf library-ms settingcontent-ms one rdp webloc workflow terminal pkg dmg deb rpm apk jar sh bat
    cmd com pif application appref-ms diagcab theme xht xhtml mht shtml svgz webarchive action ipa run bin exe msi dll
    pptm dotm xlam xlsb xltm ppam accde jse vbe wsh hlp inf mhtml searchconnector-ms appx appinstaller flatpakref
"""
TRICKS = [
    "statement.pdf.exe",
    "statement.pdf      .exe",
    "STATEMENT.EXE",
    "Statement.ScR",
    "statement.exe.",
    "statement.exe . . ",
    "statement.exe\u00a0",
    "statement.exe\u3000.",
    "statement.exe::$DATA",
    "statement.txt:evil.exe",
    "statement.exe:Zone.Identifier",
    "statement\u202efdp.exe",
    "statement.\u202eexe",
    "statement.e\u200dxe",
    "statement.ex\ufeffe",
    "statement.exe\n",
    "statement.ехе",
    "statement.ЕХЕ",
    "statement.ЅСR",
    "statement.ΗΤΑ",
    "statement.ｅｘｅ",
    "statement．exe",
    "statement․exe",
    "statement。exe",
    "statement.ᴇxᴇ",
    "statement.е́хе",
    "statement. exe",
    'statement.exe"',
    "folder/statement.exe",
    "folder\\statement.exe/",
    ".exe",
    "x" * 116 + ".exe" + "y" * 30,
    "statement.htmｌ",
]
MEDIA = [
    "text/html",
    "TEXT/HTML; charset=utf-8",
    " image/svg+xml ",
    "application/xhtml+xml",
    "application/x-msdownload",
    "application/x-msdos-program",
    "application/vnd.microsoft.portable-executable",
    "application/x-dosexec",
    "application/x-sh",
    "application/x-shellscript",
    "text/x-python",
    "application/javascript",
    "text/javascript",
    "application/java-archive",
    "application/x-java-jnlp-file",
    "application/hta",
    "application/x-apple-diskimage",
    "application/x-iso9660-image",
    "application/vnd.android.package-archive",
    "application/vnd.ms-excel.sheet.macroEnabled.12",
    "application/vnd.ms-word.document.macroenabled.12",
    "multipart/related",
    "application/x-ms-shortcut",
]
HARMLESS = [
    "statement.pdf", "photo.png", "photo.jpg", "photo.JPEG", "notes.txt", "trades.csv", "letter.docx", "trades.xlsx",
    "screen.mp4", "logs.zip", "صورتحساب.pdf", "отчёт.pdf", "archive.tar.gz", "voice.ogg", "photo.heic", "photo.webp",
    "slides.pptx", "old.doc", "old.xls", "mail.eml", "file", "", "exe", "html", "what an .exe is.txt",
    "setup.exe.pdf", "report v1.2", "12.05.2026", "statement 3.30",
]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS.split())
def test_what_runs_code_is_known_by_its_extension(ending: str) -> None:
    assert runs_code(f"statement.{ending}")


@pytest.mark.parametrize("name", TRICKS)
def test_no_trick_with_the_name_hides_it(name: str) -> None:
    assert runs_code(name)


@pytest.mark.parametrize("media_type", MEDIA)
def test_the_media_type_alone_is_enough(media_type: str) -> None:
    assert runs_code("statement.pdf", media_type)


@pytest.mark.parametrize("name", HARMLESS)
def test_ordinary_files_raise_no_alarm(name: str) -> None:
    assert not runs_code(name, "application/octet-stream")


@pytest.mark.parametrize(
    "media_type", ["application/pdf", "image/png", "text/plain", "text/csv", "application/zip", "video/mp4", "",
                   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/json"]
)  # fmt: skip
def test_ordinary_media_types_raise_no_alarm(media_type: str) -> None:
    assert not runs_code("statement.pdf", media_type)
