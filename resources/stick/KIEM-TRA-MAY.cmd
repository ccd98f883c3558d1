@echo off
rem Kiem tra may truoc khi cai: chay tu USB, khong ghi gi len may.
set A=%PROCESSOR_ARCHITECTURE%
if not "%PROCESSOR_ARCHITEW6432%"=="" set A=%PROCESSOR_ARCHITEW6432%
if /i not "%A%"=="AMD64" goto bits
ver | find "Version 10." >nul || goto old
if not exist "%~dp0motcua\motcua.exe" goto missing
"%~dp0motcua\motcua.exe" precheck --window --out "%~dp0kiem-tra-may"
if errorlevel 1 goto failed
exit /b 0
:bits
echo KHONG DUNG DUOC: Windows 32-bit. Can Windows 10 64-bit.
pause
exit /b 1
:old
echo KHONG DUNG DUOC: Windows qua cu. Can Windows 10 ban 1809 tro len, 64-bit.
ver
pause
exit /b 1
:missing
echo Khong thay thu muc motcua canh tep nay tren USB.
pause
exit /b 2
:failed
echo Chuong trinh khong chay duoc tren may nay (Windows cu hon 1809, hoac bi phan mem diet vi-rut chan).
ver
pause
exit /b 1
