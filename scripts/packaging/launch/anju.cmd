@echo off
rem The command line of the installed program: anju show plan.anju. Without a command, or with a plan alone, the window.
rem Electron itself runs the script as a plain Node would, so nothing else has to be installed.
setlocal
if "%~1"=="" goto window
if /i "%~x1"==".anju" goto window
set ELECTRON_RUN_AS_NODE=1
"%~dp0..\Anju.exe" "%~dp0..\resources\app.asar\dist\electron\cli.js" %*
exit /b %ERRORLEVEL%
:window
start "" "%~dp0..\Anju.exe" %*
