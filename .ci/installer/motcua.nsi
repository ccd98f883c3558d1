; The Windows installer: makensis -DVERSION=0.1.0 -DBUNDLE=dist/windows/motcua -DOUT=... .ci/installer/motcua.nsi
; Silent: /S, for all users (needs an administrator) or /CURRENTUSER; /D=FOLDER last. Upgrades in place. Never touches an office's data.
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
!define OLDEST 17763 ; Windows 10 1809

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
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
  again:
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\motcua.exe"
    FileOpen $0 "$INSTDIR\motcua.exe" a
    ${If} ${Errors}
      ${If} ${Silent}
        SetErrorLevel 3
        Quit
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Chương trình đang mở. Hãy lưu việc đang làm, đóng cửa sổ ${NAME} rồi bấm Thử lại." IDRETRY again
      SetErrorLevel 3
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\motcua-cli.exe"
    FileOpen $0 "$INSTDIR\motcua-cli.exe" a
    ${If} ${Errors}
      ${If} ${Silent}
        SetErrorLevel 3
        Quit
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Một lệnh motcua-cli đang chạy. Hãy chờ lệnh xong rồi bấm Thử lại." IDRETRY again
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

Section
  Call RefuseWhileRunning
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
  ${EndIf}
  WriteRegStr SHCTX "Software\Classes\.motcua" "" "MotCua.Profile"
  WriteRegStr SHCTX "Software\Classes\MotCua.Profile" "" "Hồ sơ cài đặt cơ quan (${NAME})"
  WriteRegStr SHCTX "Software\Classes\MotCua.Profile\DefaultIcon" "" "$INSTDIR\motcua.exe,0"
  WriteRegStr SHCTX "Software\Classes\MotCua.Profile\shell\open\command" "" '"$INSTDIR\motcua.exe" "%1"'
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
  Call un.RefuseWhileRunning
  ; Only what the installer put there: an office's data stays where it is.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\motcua.exe"
  Delete "$INSTDIR\motcua-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey SHCTX "Software\Classes\MotCua.Profile"
  DeleteRegKey SHCTX "Software\Classes\.motcua"
  DeleteRegKey SHCTX "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
