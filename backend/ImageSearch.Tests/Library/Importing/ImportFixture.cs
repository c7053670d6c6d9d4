using System.Text.Json;
using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Library.Importing;

/// <summary>A library that may import a folder of the test, and imports with their results.</summary>
public abstract class ImportFixture : LibraryFixture
{
    private static readonly ImageFilter Everything = ImageFilter.All;

    protected string Photos => Path.Combine(Folder, "photos");

    private protected ImageLibrary Library { get; private set; } = null!;

    [SetUp]
    public async Task OpenWithRoot()
    {
        Directory.CreateDirectory(Photos);
        Library = await OpenImportingAsync(Photos);
    }

    private protected async Task<ImageLibrary> OpenImportingAsync(params string[] roots)
    {
        var options = new LibraryOptions();
        foreach (var root in roots)
            options.ImportRoots.Add(root);
        if (Library is not null)
            await Library.DisposeAsync();
        return Library = await OpenAsync(library: options);
    }

    /// <summary>Writes a file under the folder to import; each number gives another picture.</summary>
    protected string Put(string name, int seed) => Put(name, Picture(seed));

    protected string Put(string name, byte[] content)
    {
        var path = Path.Combine(Photos, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    private protected ImportRequest Request(
        ImportStore store = ImportStore.Copy, FolderCategories categories = FolderCategories.None, bool recursive = true,
        string? path = null, long maxBytes = 1 << 20, params string[] tags) =>
        new(path ?? Photos, recursive, categories, store, tags, maxBytes);

    /// <summary>Imports and waits; returns the job's result, such as "added 3, failed 1".</summary>
    private protected async Task<string> ImportAsync(ImportRequest? request = null) =>
        Describe(await FinishAsync(await Library.Imports.StartAsync(request ?? Request(), CancellationToken.None)));

    private protected async Task<JobRecord> FinishAsync(JobRecord job)
    {
        await Eventually.TrueAsync(async () => (await Library.Jobs.FindAsync(job.Id, CancellationToken.None))!.Ended, "the import has ended");
        return (await Library.Jobs.FindAsync(job.Id, CancellationToken.None))!;
    }

    /// <summary>Counts that are not zero.</summary>
    private protected static string Describe(JobRecord job)
    {
        Assert.That(job.State, Is.EqualTo(JobState.Completed), job.Problem);
        Assert.That(job.Current, Is.EqualTo(job.Total));
        var counts = JsonDocument.Parse(job.Result!).RootElement.EnumerateObject().Where(count => count.Value.GetInt64() > 0);
        return string.Join(", ", counts.Select(count => $"{count.Name} {count.Value}"));
    }

    /// <summary>The last import's failures by name.</summary>
    private protected async Task<Dictionary<string, string>> FailuresAsync()
    {
        var last = (await Library.Jobs.ListAsync(1, null, CancellationToken.None)).Items[0];
        return (await Library.Jobs.FailuresAsync(last.Id, 500, 0, CancellationToken.None)).Items
            .ToDictionary(failure => failure.Name, failure => failure.Problem);
    }

    private protected async Task<IReadOnlyList<ImageRecord>> ImagesAsync() =>
        (await Library.Images.Catalog.ListAsync(new ImagePageRequest(Everything, ImageSort.Name, false, 500, null), CancellationToken.None)).Items;

    private protected async Task<IEnumerable<string>> NamesAsync() => (await ImagesAsync()).Select(image => image.Name);

    private protected async Task<ImageRecord> OnlyAsync() => (await ImagesAsync()).Single();
}
