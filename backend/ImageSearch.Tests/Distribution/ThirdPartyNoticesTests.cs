using System.Text.Json;
using System.Xml.Linq;

namespace ImageSearch.Tests.Distribution;

/// <summary>Everything that is distributed with the product is named in `THIRD-PARTY-NOTICES.md` with its pinned version.</summary>
public sealed class ThirdPartyNoticesTests
{
    private static readonly char[] Separators = [' ', ',', '|', '`', '(', ')'];

    [TestCaseSource(nameof(NuGetPackages))]
    public void Notices_PackageFromNuGet_IsNamedWithItsVersion(string name, string version) => AssertNamed(name, version);

    [TestCaseSource(nameof(LibvipsParts))]
    public void Notices_PartOfLibvips_IsNamedWithItsVersion(string name, string version)
    {
        var rows = Rows().Where(row => row.Contains(name) || row.Contains("lib" + name) || (name == "uhdr" && row.Contains("libultrahdr")));
        Assert.That(rows.Any(row => row.Contains(version)), $"THIRD-PARTY-NOTICES.md does not name {name} {version}, which libvips contains.");
    }

    private static void AssertNamed(string name, string version) => Assert.That(
        Rows().Any(row => row.Contains(name) && row.Contains(version)),
        $"THIRD-PARTY-NOTICES.md has no row with {name} and {version}. Add it with its licence, or correct its version.");

    private static IEnumerable<HashSet<string>> Rows() => Checkout.Lines("THIRD-PARTY-NOTICES.md")
        .Where(line => line.StartsWith('|'))
        .Select(line => line.Split(Separators, StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    private static IEnumerable<TestCaseData> NuGetPackages()
    {
        var pinned = XDocument.Load(Checkout.Path("Directory.Packages.props"));
        // A version that builds may override is in a property.
        var properties = pinned.Descendants("PropertyGroup").Elements().ToDictionary(property => $"$({property.Name})", property => property.Value);
        return pinned.Descendants("PackageVersion").Select(package => Case(
            package.Attribute("Include")!.Value,
            properties.GetValueOrDefault(package.Attribute("Version")!.Value, package.Attribute("Version")!.Value)));
    }

    private static IEnumerable<TestCaseData> LibvipsParts()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "libvips-versions.json")));
        return [.. document.RootElement.EnumerateObject().Select(part => Case(part.Name, part.Value.GetString()!))];
    }

    private static TestCaseData Case(string name, string version) => new TestCaseData(name, version).SetArgDisplayNames(name, version);
}
