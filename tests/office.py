"""Fills workbooks in with LibreOffice itself, in French, as a person at a keyboard would.

LibreOffice runs a Basic macro without display: it needs no Python bridge. Each value is typed
as text in the French way ("12,5", "01/03/2019"), so that LibreOffice reads it as it would there.
"""

import os
import signal
import subprocess
from pathlib import Path

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Fill"
 script:language="StarBasic">
Sub Run(jobs)
  ' An error would wait for someone to press OK.
  On Error GoTo Finish
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = &quot;Hidden&quot;
  hidden(0).Value = True
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = &quot;FilterName&quot;
  orders = Split(ReadAll(jobs), Chr(10))
  For i = 0 To UBound(orders)
    part = Split(orders(i), Chr(9))
    If UBound(part) &gt;= 1 Then
      If part(0) = &quot;OPEN&quot; Then
        doc = StarDesktop.loadComponentFromURL(part(1), &quot;_blank&quot;, 0, hidden())
      ElseIf part(0) = &quot;SAVE&quot; Then
        how(0).Value = part(2)
        doc.storeToURL(part(1), how())
        doc.close(True)
      Else
        cell = doc.Sheets.getByName(part(1)).getCellRangeByName(part(2))
        cell.FormulaLocal = Join(Split(part(3), &quot;\\n&quot;), Chr(10))
      End If
    End If
  Next i
Finish:
  StarDesktop.terminate()
End Sub

Function ReadAll(url)
  files = createUnoService(&quot;com.sun.star.ucb.SimpleFileAccess&quot;)
  source = createUnoService(&quot;com.sun.star.io.TextInputStream&quot;)
  source.setInputStream(files.openFileRead(url))
  source.setEncoding(&quot;UTF-8&quot;)
  content = &quot;&quot;
  Do While Not source.isEOF()
    content = content &amp; source.readLine() &amp; Chr(10)
  Loop
  source.closeInput()
  ReadAll = content
End Function
</script:module>
"""

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Fill"/>
</library:library>
"""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>fr-FR</value></prop></item>
</oor:items>
"""


class Office:
    """A LibreOffice with a French profile of its own."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = program, folder
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        # The first start puts the standard library in its place; ours comes after.
        self.run("--terminate_after_init")
        library = user / "basic" / "Standard"
        (library / "Fill.xba").write_text(_MACRO, "utf-8")
        (library / "script.xlb").write_text(_LIBRARY, "utf-8")

    def run(self, *arguments: str) -> None:
        """Run LibreOffice without display, to its end."""
        profile = (self.folder / "profile").as_uri()
        command = [self.program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        process = subprocess.Popen(
            [*command, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(self.folder)}, start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(timeout=180)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def fill(self, jobs: dict[tuple[Path, Path], dict[tuple[str, str], str]]) -> None:
        """Open each source, type {(sheet, cell): text} in it, save it as its target."""
        lines = []
        for (source, target), typed in jobs.items():
            lines.append(f"OPEN\t{source.as_uri()}")
            lines += [
                f"TYPE\t{sheet}\t{cell}\t" + text.replace("\n", "\\n")
                for (sheet, cell), text in typed.items()
            ]
            lines.append(f"SAVE\t{target.as_uri()}\t{FILTERS[target.suffix]}")
        path = self.folder / "jobs.txt"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        self.run(f'macro:///Standard.Fill.Run("{path.as_uri()}")')
        missing = [target.name for _, target in jobs if not target.exists()]
        assert not missing, f"LibreOffice saved nothing for {missing}"
