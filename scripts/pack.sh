# shellcheck shell=bash disable=SC2154 # variables are shared with ./run
# The C# library as packages. Sourced by ./run.

packages=$ARTIFACTS/packages

need_library_packages() {
  local project
  say 'packing the library'
  rm -rf "$packages"
  for project in Imaging Faiss Engine Engine.Local; do
    dotnet_quietly pack "backend/ImageSearch.$project" -o "$packages"
  done
  say "wrote $(find "$packages" -name '*.nupkg' | wc -l) packages to $packages"
}

# A subshell, so that its EXIT trap always removes the project. The project is outside the clone, whose settings would apply to it.
check_library_packages() (
  fresh=$(mktemp -d)
  trap 'rm -rf "$fresh"' EXIT
  say 'building a fresh project with the packages'
  cd "$fresh" || exit
  fresh_project
  mkdir photos
  cp "$ROOT/docs/screenshot.jpg" query.jpg
  cp "$ROOT/docs/screenshot.jpg" photos/page.jpg
  cp "$ROOT/models/starter/train.png" photos/curve.png
  cp "$ROOT/models/starter/train.png" new.jpg
  dotnet build -v quiet -nologo -o program || fail 'the program of docs/library.md does not build with the packages; the message stands above.'
  dotnet program/fresh.dll | tee output
  # Exporters are the service's business, and one of them is a beta.
  if compgen -G 'packages/opentelemetry*' >/dev/null; then fail 'the packages bring OpenTelemetry along; it belongs to the service alone.'; fi
  grep -q '^2 pictures added' output || fail 'the program of docs/library.md did not add its pictures.'
  grep -q '^1.000 page.jpg' output || fail 'the program of docs/library.md did not find its picture.'
  say 'the packages work'
)

# Restores from the packages and from what building them left on this machine. The separate folder avoids an older package of the same
# version.
fresh_project() {
  cat >fresh.csproj <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <RestoreSources>$packages;${NUGET_PACKAGES:-${HOME:-/root}/.nuget/packages}</RestoreSources>
    <RestorePackagesPath>$PWD/packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="ImageSearch.Engine.Local" Version="*" />
  </ItemGroup>
</Project>
EOF
  sed -n '/^```csharp$/,/^```$/{/^```/!p}' "$ROOT/docs/library.md" >Program.cs
}
