using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Library.Importing;

public class ImportJobTests : ImportFixture
{
    private const int Many = 400;

    [Test]
    public async Task Cancel_InTheMiddle_StopsAtOnceAndKeepsWhatIsIn()
    {
        PutMany();
        var job = await BeginAsync();

        await Library.Jobs.CancelAsync(job.Id, CancellationToken.None);
        var soon = (await ImagesAsync()).Count;
        await Task.Delay(300);

        // The current batch may still be committed.
        Assert.That(
            (await Library.Images.Catalog.CountsAsync(CancellationToken.None)).Total,
            Is.InRange(1, Many - 1).And.LessThanOrEqualTo(soon + 64));
        Assert.That(await ImportAsync(), Does.Match($"^added [0-9]+, unchanged [0-9]+$"));
        Assert.That((await Library.Images.Catalog.CountsAsync(CancellationToken.None)).Total, Is.EqualTo(Many));
    }

    [Test]
    public async Task Restart_InTheMiddle_GoesOnAndCountsEverythingOnce()
    {
        PutMany();
        Put("note.txt", "Hello"u8.ToArray());
        Put("again.png", Content(0));
        var job = await BeginAsync(Request(ImportStore.Reference));
        await OpenImportingAsync(Photos);

        Assert.That(Describe(await FinishAsync(job)), Is.EqualTo($"added {Many}, duplicates 1, failed 1"));
        Assert.That((await FailuresAsync()).Keys, Is.EqualTo(new[] { "note.txt" }));
        Assert.That((await Library.Images.Catalog.CountsAsync(CancellationToken.None)).Total, Is.EqualTo(Many));
    }

    [Test]
    public async Task Restart_WithoutTheRoot_FailsTheJob()
    {
        PutMany();
        var job = await BeginAsync();
        await OpenImportingAsync();

        var failed = await FinishAsync(job);
        Assert.That(failed.State, Is.EqualTo(JobState.Failed));
        Assert.That(failed.Problem, Does.Contain("Library:ImportRoots"));
    }

    [Test]
    public async Task Imports_OfOverlappingFolders_AddEachFileOnce()
    {
        PutMany();
        var requests = new[] { Photos, Path.Combine(Photos, "1"), Photos, Path.Combine(Photos, "2") };
        var jobs = await Task.WhenAll(requests.Select(path => Library.Imports.StartAsync(Request(path: path), CancellationToken.None)));
        foreach (var job in jobs)
            Describe(await FinishAsync(job));

        Assert.That((await Library.Images.Catalog.CountsAsync(CancellationToken.None)).Total, Is.EqualTo(Many));
    }

    [Test]
    public async Task Remove_DuringAnImport_HarmsNeither()
    {
        PutMany();
        var job = await BeginAsync();
        while (!(await Library.Jobs.FindAsync(job.Id, CancellationToken.None))!.Ended)
            await Library.Images.RemoveAsync(new ImageSelection.ByFilter(ImageFilter.All), CancellationToken.None);

        Assert.That(Describe(await FinishAsync(job)), Is.EqualTo($"added {Many}"));
        await ImportAsync();
        Assert.That((await Library.Images.Catalog.CountsAsync(CancellationToken.None)).Total, Is.EqualTo(Many));
        Assert.That(Originals(DataFolder).Count(), Is.EqualTo(Many));
    }

    // Small files that differ only in the bytes after the picture.
    private static byte[] Content(int i) => [.. Picture(1), .. BitConverter.GetBytes(i)];

    private void PutMany()
    {
        for (var i = 0; i < Many; i++)
            Put($"{i % 5}/{i}.png", Content(i));
    }

    private async Task<JobRecord> BeginAsync(ImportRequest? request = null)
    {
        var job = await Library.Imports.StartAsync(request ?? Request(), CancellationToken.None);
        await Eventually.TrueAsync(async () => (await Library.Images.Catalog.CountsAsync(CancellationToken.None)).Total > 0, "the import has begun");
        Assert.That((await Library.Jobs.FindAsync(job.Id, CancellationToken.None))!.Ended, Is.False, "the import was over too soon to be disturbed");
        return job;
    }
}
