using System.Reflection;
using ImageSearch.Engine;
using ImageSearch.Engine.Local;
using ImageSearch.Faiss;
using ImageSearch.Imaging;

namespace ImageSearch.Tests.Distribution;

/// <summary>The directions of docs/architecture.md, held by what the compiled assemblies refer to.</summary>
internal sealed class ArchitectureTests
{
    private static readonly Assembly Engine = typeof(ImageLibrary).Assembly;
    private static readonly Assembly Local = typeof(LocalLibrary).Assembly;

    private static readonly TestCaseData<Assembly, string[]>[] Directions =
    [
        new TestCaseData<Assembly, string[]>(Engine, ["ImageSearch.Imaging"]).SetArgDisplayNames("Engine"),
        new TestCaseData<Assembly, string[]>(Local, ["ImageSearch.Engine", "ImageSearch.Faiss", "ImageSearch.Imaging"]).SetArgDisplayNames(
            "Engine.Local"),
        new TestCaseData<Assembly, string[]>(typeof(FaissIndex).Assembly, []).SetArgDisplayNames("Faiss"),
        new TestCaseData<Assembly, string[]>(typeof(ImageReader).Assembly, []).SetArgDisplayNames("Imaging"),
        new TestCaseData<Assembly, string[]>(Assembly.Load("ImageSearch.Contracts"), []).SetArgDisplayNames("Contracts"),
    ];

    [TestCaseSource(nameof(Directions))]
    public void Assembly_OfTheProduct_RefersOnlyToThoseBelowIt(Assembly assembly, string[] below)
    {
        var own = Names(assembly).Where(name => name.StartsWith("ImageSearch", StringComparison.Ordinal));

        Assert.That(own, Is.EquivalentTo(below));
    }

    [Test]
    public void Engine_AnyProvider_KnowsNoDatabaseNoIndexAndNoServer()
    {
        string[] foreign = ["Dapper", "Microsoft.Data.Sqlite", "SQLitePCLRaw", "Npgsql", "AWSSDK", "Microsoft.AspNetCore", "ImageSearch.Faiss"];

        Assert.That(Names(Engine).Where(name => foreign.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))), Is.Empty);
        Assert.That(Names(Local), Does.Contain("Microsoft.Data.Sqlite"), "the check can find one");
    }

    [Test]
    public void PackedLibraries_AndWhatTheyNeed_ReferToNoExporterAndNoLogger()
    {
        var seen = new HashSet<string>();
        var open = new Queue<Assembly>([Local]);
        while (open.TryDequeue(out var assembly))
        {
            foreach (var name in Names(assembly).Where(name => seen.Add(name) && !name.StartsWith("System.", StringComparison.Ordinal)))
                open.Enqueue(Assembly.Load(name));
        }

        Assert.That(seen, Does.Contain("ImageSearch.Imaging"));
        Assert.That(
            seen.Where(name => name.StartsWith("OpenTelemetry", StringComparison.Ordinal) || name.StartsWith("Serilog", StringComparison.Ordinal)),
            Is.Empty);
    }

    [Test]
    public void Folders_OfTheEngine_FormNoCycle()
    {
        var graph = FolderGraph.Of(Engine.Location, "ImageSearch.Engine");

        Assert.That(graph.Cycle(), Is.Empty, "each leads to the next");
        Assert.That(graph.Uses["Search"], Is.SupersetOf(new[] { "Pictures", "Spaces" }), "the graph sees what there is");
        Assert.That(graph.Uses["Pictures"], Is.SubsetOf(new[] { "Files" }), "pictures know nothing of how they are searched");
    }

    [Test]
    public void Folders_OfTheLocalProvider_FormNoCycle() =>
        Assert.That(FolderGraph.Of(Local.Location, "ImageSearch.Engine.Local").Cycle(), Is.Empty, "each leads to the next");

    /// <summary>Two folders, one of which uses the other in the body of a method only.</summary>
    [Test]
    public void Cycle_ThroughABodyAndAField_IsFound() =>
        Assert.That(
            FolderGraph.Of(typeof(ArchitectureTests).Assembly.Location, "ImageSearch.Tests.Distribution.Cyclic").Cycle(), Is.EqualTo(
                new[] { "One", "Two", "One" }));

    private static IEnumerable<string> Names(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
