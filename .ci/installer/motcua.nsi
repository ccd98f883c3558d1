; The Windows installer: makensis -DVERSION=0.1.0 -DBUNDLE=dist/windows/motcua -DOUT=... .ci/installer/motcua.nsi
; Silent: /S, for all users (needs an administrator) or /CURRENTUSER; /D=FOLDER last. Upgrades in place, also what an account
; had for itself. Ends with 2 (Windows too old), 3 (the program runs), 4 (is there for all users). Never touches an office's data.
Target amd64-unicode
Unicode true
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define NAME "Một Cửa Vùng Biên"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\MotCua"
!define SHELL_FOLDERS "Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
!define OLDEST 17763 ; Windows 10 1809

Name "${NAME}"
OutFile "${OUT}"
!ifdef TRIAL ; built under Wine, with a library of ours in the place of one of Python's
  BrandingText "${NAME} ${VERSION}: BẢN THỬ, KHÔNG CÀI CHO XÃ"
!else
  BrandingText "${NAME} ${VERSION}"
!endif
RequestExecutionLevel highest
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1066 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1066 "FileDescription" "Bộ cài đặt ${NAME}"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "MIT"

!define MUI_ICON "${ROOT}/resources/icons/motcua.ico"
!define MUI_UNICON "${ROOT}/resources/icons/motcua.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\motcua.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

Var Everybody
Var Folder ; where a program lies that is looked at

; A double click: our kind of file under its ending. Whoever has the ending already keeps it, and we stand beside.
!macro ASSOCIATE ENDING KIND WORDS
  WriteRegStr SHCTX "Software\Classes\${KIND}" "" "${WORDS} (${NAME})"
  WriteRegStr SHCTX "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\motcua.exe,0"
  WriteRegStr SHCTX "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\motcua.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\${ENDING}\OpenWithProgids" "${KIND}" ""
  ReadRegStr $0 SHCTX "Software\Classes\${ENDING}" ""
  ${If} $0 == ""
    WriteRegStr SHCTX "Software\Classes\${ENDING}" "" "${KIND}"
  ${EndIf}
!macroend

; ROOT is SHCTX, or HKU with an account's hive as BASE.
!macro DISSOCIATE ROOT BASE ENDING KIND
  DeleteRegKey ${ROOT} "${BASE}Software\Classes\${KIND}"
  DeleteRegValue ${ROOT} "${BASE}Software\Classes\${ENDING}\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty ${ROOT} "${BASE}Software\Classes\${ENDING}\OpenWithProgids"
  ReadRegStr $0 ${ROOT} "${BASE}Software\Classes\${ENDING}" ""
  ${If} $0 == "${KIND}"
    DeleteRegValue ${ROOT} "${BASE}Software\Classes\${ENDING}" ""
  ${EndIf}
  DeleteRegKey /ifempty ${ROOT} "${BASE}Software\Classes\${ENDING}"
!macroend

; What the installer put into $Folder, and nothing else: an office's data stays where it is.
!macro TAKE_PROGRAM_AWAY
  RMDir /r "$Folder\_internal"
  Delete "$Folder\motcua.exe"
  Delete "$Folder\motcua-cli.exe"
  Delete "$Folder\uninstall.exe"
  RMDir "$Folder"
!macroend

!macro CHOOSE un
Function ${un}ChooseWhom
  ; All users when the account may, otherwise this user alone; the command line decides first.
  StrCpy $Everybody 0
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    StrCpy $Everybody 1
  ${EndIf}
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/CURRENTUSER" $2
  ${IfNot} ${Errors}
    StrCpy $Everybody 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $1 "/ALLUSERS" $2
  ${IfNot} ${Errors}
    StrCpy $Everybody 1
  ${EndIf}
  SetRegView 64
  ${If} $Everybody == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

; A program that runs holds its file: writing to it fails. Asked to close it; silent calls end with 3.
Function ${un}RefuseWhileRunning
  StrCpy $R8 "motcua.exe"
  StrCpy $R9 "Chương trình đang mở. Hãy lưu việc đang làm, đóng cửa sổ ${NAME} rồi bấm Thử lại."
  Call ${un}RefuseWhileHeld
  StrCpy $R8 "motcua-cli.exe"
  StrCpy $R9 "Một lệnh motcua-cli đang chạy. Hãy chờ lệnh xong rồi bấm Thử lại."
  Call ${un}RefuseWhileHeld
FunctionEnd

; The file $R8 of the folder $Folder; $R9 says what to do.
Function ${un}RefuseWhileHeld
  again:
  ClearErrors
  ${If} ${FileExists} "$Folder\$R8"
    FileOpen $0 "$Folder\$R8" a
    ${If} ${Errors}
      ${If} ${Silent}
        SetErrorLevel 3
        Quit
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$R9" IDRETRY again
      SetErrorLevel 3
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro CHOOSE ""
!insertmacro CHOOSE "un."

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "Máy này chạy Windows 32-bit. ${NAME} cần Windows 10 64-bit, bản 1809 trở lên." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  ReadRegStr $0 HKLM "Software\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} ${AtMostWin8.1}
  ${OrIf} $0 < ${OLDEST}
    MessageBox MB_OK|MB_ICONSTOP "Windows của máy này cũ quá (bản $0). ${NAME} cần Windows 10 64-bit, bản 1809 (17763) trở lên. Hãy cập nhật Windows trước." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  Call ChooseWhom
  Call RefuseBesideTheCommonOne
  ReadRegStr $0 SHCTX "${KEY}" "InstallLocation" ; an upgrade goes where the program lies
  ${If} $INSTDIR == ""
    ${If} $0 != ""
      StrCpy $INSTDIR $0
    ${ElseIf} $Everybody == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\MotCua"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\MotCua"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function un.onInit
  Call un.ChooseWhom
FunctionEnd

; The program for everybody serves this account too; a second one would be older one day, with the same office.
Function RefuseBesideTheCommonOne
  ${If} $Everybody == 0
    ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
    ${If} $0 != ""
    ${AndIf} ${FileExists} "$0\motcua.exe"
      MessageBox MB_OK|MB_ICONSTOP "${NAME} đã cài cho mọi người dùng của máy này ($0), tài khoản này dùng được ngay. Muốn nâng cấp: nhờ người có quyền quản trị chạy bộ cài này. Chỉ muốn cài riêng: gỡ bản chung trước." /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; What accounts installed for themselves goes when everybody gets the program. Windows shows those that are signed in.
!macro OF_EVERY_ACCOUNT ACT
  StrCpy $R0 0
  ${Do}
    ClearErrors
    EnumRegKey $R1 HKU "" $R0
    ${If} ${Errors}
    ${OrIf} $R1 == ""
      ${ExitDo}
    ${EndIf}
    IntOp $R0 $R0 + 1
    ReadRegStr $Folder HKU "$R1\${KEY}" "InstallLocation"
    ${If} $Folder != ""
      Call ${ACT}
    ${EndIf}
  ${Loop}
!macroend

; The account $R1 has one in $Folder. What its owner bent elsewhere by a link is not followed: we may delete everything.
Function TakeOwnOneAway
  System::Call 'kernel32::GetFileAttributes(t "$Folder") i .r0'
  System::Call 'kernel32::GetFileAttributes(t "$Folder\_internal") i .r1'
  IntOp $0 $0 | $1
  IntOp $0 $0 & 0x400
  ${If} $0 == 0
  ${AndIf} ${FileExists} "$Folder\motcua.exe"
  ${AndIf} ${FileExists} "$Folder\uninstall.exe"
    !insertmacro TAKE_PROGRAM_AWAY
  ${EndIf}
  !insertmacro DISSOCIATE HKU "$R1\" ".motcua" "MotCua.Profile"
  !insertmacro DISSOCIATE HKU "$R1\" ".mcb" "MotCua.Bundle"
  DeleteRegKey HKU "$R1\${KEY}"
  ReadRegStr $0 HKU "$R1\${SHELL_FOLDERS}" "Programs"
  ReadRegStr $1 HKU "$R1\${SHELL_FOLDERS}" "Desktop"
  ${If} $0 != ""
    Delete "$0\${NAME}.lnk"
  ${EndIf}
  ${If} $1 != ""
    Delete "$1\${NAME}.lnk"
  ${EndIf}
FunctionEnd

Section
  StrCpy $Folder $INSTDIR
  Call RefuseWhileRunning
  ${If} $Everybody == 1
    !insertmacro OF_EVERY_ACCOUNT RefuseWhileRunning
    !insertmacro OF_EVERY_ACCOUNT TakeOwnOneAway
  ${EndIf}
  ; What an earlier version left behind must not stay beside the new; an office never lies here.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\motcua.exe"
  CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\motcua.exe"
  ${If} $Everybody == 1
    ; Officers with accounts of their own share the office: everybody of this PC may write there.
    CreateDirectory "$APPDATA\MotCua"
    nsExec::Exec 'icacls "$APPDATA\MotCua" /grant *S-1-5-32-545:(OI)(CI)M'
    Pop $0
    ; The commune's server listens: Windows would ask, and only an administrator may answer. Not in public networks.
    nsExec::Exec 'netsh advfirewall firewall delete rule name="MotCua"'
    Pop $0
    nsExec::Exec 'netsh advfirewall firewall add rule name="MotCua" dir=in action=allow profile=private,domain program="$INSTDIR\motcua-cli.exe"'
    Pop $0
  ${EndIf}
  !insertmacro ASSOCIATE ".motcua" "MotCua.Profile" "Hồ sơ cài đặt cơ quan"
  !insertmacro ASSOCIATE ".mcb" "MotCua.Bundle" "Gói dữ liệu trên USB"
  WriteRegStr SHCTX "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\motcua.exe,0"
  WriteRegStr SHCTX "${KEY}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  ${If} $Everybody == 1
    StrCpy $1 "/ALLUSERS"
  ${Else}
    StrCpy $1 "/CURRENTUSER"
  ${EndIf}
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" $1'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" $1 /S'
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" $0
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  StrCpy $Folder $INSTDIR
  Call un.RefuseWhileRunning
  !insertmacro TAKE_PROGRAM_AWAY
  ${If} $Everybody == 1
    nsExec::Exec 'netsh advfirewall firewall delete rule name="MotCua"'
    Pop $0
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  !insertmacro DISSOCIATE SHCTX "" ".motcua" "MotCua.Profile"
  !insertmacro DISSOCIATE SHCTX "" ".mcb" "MotCua.Bundle"
  DeleteRegKey SHCTX "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
