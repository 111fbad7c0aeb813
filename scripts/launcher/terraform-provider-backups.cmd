@echo off
rem Starts the Terraform provider of the npm package cdktf-backups, which is
rem looked for in CDKTF_BACKUPS_HOME, else from the working directory upwards.
rem Terraform's lock files hold the checksum of this file: it never changes.
setlocal EnableExtensions DisableDelayedExpansion
set "NODE_OPTIONS="
set "entry=bin\terraform-provider-backups.cjs"
set "node=node"
if defined CDKTF_BACKUPS_NODE set "node=%CDKTF_BACKUPS_NODE%"
if defined CDKTF_BACKUPS_HOME goto home
for %%D in (.) do set "directory=%%~fD"

:search
set "main=%directory%\node_modules\cdktf-backups\%entry%"
if exist "%main%" goto start
set "main=%directory%\%entry%"
if not exist "%directory%\package.json" goto parent
if exist "%main%" goto start
:parent
for %%D in ("%directory%\..") do set "parent=%%~fD"
if /i "%parent%"=="%directory%" goto missing
set "directory=%parent%"
goto search

:home
set "main=%CDKTF_BACKUPS_HOME%\%entry%"
if exist "%main%" goto start
echo CDKTF_BACKUPS_HOME is "%CDKTF_BACKUPS_HOME%", which holds no %entry%: set it to the directory of the npm package cdktf-backups, or unset it.
exit /b 1

:missing
echo The npm package cdktf-backups was not found in or above "%CD%": run npm install cdktf-backups there, or set CDKTF_BACKUPS_HOME to its directory.
exit /b 1

:start
"%node%" "%main%" %*
set "code=%errorlevel%"
if not "%code%"=="9009" if not "%code%"=="3" exit /b %code%
echo The backups provider needs Node.js, and the command "%node%" was not found: install Node.js, or set CDKTF_BACKUPS_NODE to its path.
exit /b 1
