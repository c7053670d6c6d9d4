using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ImageSearch.Tests.Distribution;

/// <summary>
/// `Dockerfile` and the compose files repeat facts from elsewhere in the repository. `./run images` builds them, but takes minutes; these
/// tests fail in milliseconds if only one of the two places was changed.
/// </summary>
public sealed partial class DockerfileTests
{
    private static readonly string Dockerfile = Checkout.Text("Dockerfile").Replace("\\\n", " ");

    [Test]
    public void Labels_Version_IsTheProducts()
    {
        var product = XDocument.Load(Checkout.Path("Directory.Build.props")).Descendants("Version").Single().Value;
        var labels = VersionLabel().Matches(Dockerfile).Select(match => match.Groups["version"].Value);
        Assert.That(labels, Is.EqualTo(new[] { product, product }));
    }

    [Test]
    public void Restore_EveryProjectThatTheServiceNeeds_IsCopiedBefore()
    {
        var before = Dockerfile[..Dockerfile.IndexOf("RUN dotnet restore", StringComparison.Ordinal)];
        var missing = ProjectsOf("ImageSearch.Api").Where(name => !before.Contains($"COPY backend/{name}/{name}.csproj backend/{name}/\n"));
        Assert.That(missing, Is.Empty, "The Dockerfile restores without these projects.");
    }

    [Test]
    public void NginxTemplate_EveryPlaceholder_IsFilledIn()
    {
        var placeholders = Placeholder().Matches(Checkout.Text("frontend/nginx.conf")).Select(match => match.Value).Distinct();
        var open = placeholders.Where(name => !Dockerfile.Contains($"/{name}/d") && !Dockerfile.Contains($"s|{name}|"));
        Assert.That(open, Is.Empty, "The Dockerfile leaves these words of frontend/nginx.conf as they are.");
    }

    [Test]
    public void Copy_EverySource_IsLetThroughByDockerignore()
    {
        var allowed = Checkout.Lines(".dockerignore").Where(line => line.StartsWith('!')).Select(line => line[1..]).ToArray();
        var refused = CopiedSources().Where(
            source => !allowed.Any(path => source == path || source.StartsWith(path + "/", StringComparison.Ordinal)));
        Assert.That(refused, Is.Empty);
    }

    [Test]
    public void Copy_EverySource_Exists() =>
        Assert.That(CopiedSources().Where(source => !Path.Exists(Checkout.Path(source))), Is.Empty);

    [Test]
    public void NativePackages_AreThoseThatRunInstalls()
    {
        var run = BuildPackages().Match(Checkout.Text("run")).Groups["names"].Value.Split(' ');
        var images = Installed().Matches(Dockerfile)
            .SelectMany(match => match.Groups["names"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Except(["nginx", "libssl3"]); // nginx is among the page's, libssl3 comes with the SDK
        Assert.That(images, Is.EquivalentTo(run), "Dockerfile and BUILD_PACKAGES of ./run differ.");
    }

    [Test]
    public void Compose_Ports_AreThoseOfTheImages()
    {
        var exposed = ExposedPort().Matches(Dockerfile).Select(match => match.Groups["port"].Value);
        var compose = Checkout.Text("docker-compose.yml");
        Assert.That(exposed, Is.EqualTo(new[] { "5000", "8000" }));
        Assert.That(compose, Does.Contain("ports: [\"127.0.0.1:5000:5000\"]").And.Contain("expose: [\"8000\"]"));
        Assert.That(Dockerfile, Does.Contain("s|@LISTEN@|5000|").And.Contain("s|@API@|backend:8000|").And.Contain("ASPNETCORE_URLS=http://*:8000"));
    }

    [Test]
    public void GpuCompose_Build_IsTheOneWithCuda()
    {
        Assert.That(Checkout.Text("docker-compose.gpu.yml"), Does.Contain("GPU: \"true\"\n").And.Contain("BACKEND_BASE: nvidia/cuda:"));
        Assert.That(Dockerfile, Does.Contain("\nARG GPU=false\n"));
        Assert.That(Steps().Matches(Dockerfile).Select(match => match.Value), Has.Exactly(2).Items.And.All.Contains("-p:Gpu=$GPU"));
    }

    [Test]
    public void Notices_OnnxRuntimes_AreInTheImage() =>
        Assert.That(Dockerfile, Does.Contain("/licences/onnxruntime").And.Contain("/usr/local/share/doc/imagesearch/onnxruntime/"));

    private static HashSet<string> ProjectsOf(string project)
    {
        var found = new HashSet<string> { project };
        foreach (var reference in XDocument.Load(Checkout.Path($"backend/{project}/{project}.csproj")).Descendants("ProjectReference"))
            found.UnionWith(ProjectsOf(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)));
        return found;
    }

    // The last word of a COPY is its target.
    private static IEnumerable<string> CopiedSources() => Copied().Matches(Dockerfile)
        .SelectMany(match => match.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1]);

    [GeneratedRegex("""org\.opencontainers\.image\.version="(?<version>[^"]+)""")]
    private static partial Regex VersionLabel();

    [GeneratedRegex("@[A-Z]+@")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^COPY (?!--from)(?<words>.+)$", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex(@"^readonly BUILD_PACKAGES=\((?<names>[^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex BuildPackages();

    [GeneratedRegex("--no-install-recommends +(?<names>[^&]+?) +&&")]
    private static partial Regex Installed();

    [GeneratedRegex("^EXPOSE (?<port>[0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex ExposedPort();

    [GeneratedRegex(@"dotnet (restore|publish) [^&\n]+")]
    private static partial Regex Steps();
}
