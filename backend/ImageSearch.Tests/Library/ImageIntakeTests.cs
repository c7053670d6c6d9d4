using Dapper;
using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Local;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Orphans;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using ImageSearch.Tests.Imaging;
using ImageSearch.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Library;

public class ImageIntakeTests : StorageFixture
{
    // Needs more pages than a new catalogue has free.
    private static readonly AddOptions Bulky = AddOptions.Default with
    {
        Tags = Enumerable.Range(0, Label.MaxTags).Select(i => $"{i}".PadRight(Label.MaxLength, 'x')).ToList(),
    };

    private LibraryGate _gate = null!;
    private ImageIntake _intake = null!;
    private Spool _spool = null!;
    private int _told;

    [SetUp]
    public void OpenIntake()
    {
        _told = 0;
        _gate = new LibraryGate();
        _spool = new Spool(Data.Temporary);
        var store = new OriginalStore(Data);
        var provider = new LocalIntake(
            Catalog, store, new OrphanStore(Data, store, Clock), new SqliteImportLedger(Database), _gate, NullLogger<LocalIntake>.Instance);
        _intake = new ImageIntake(provider, ImageLimits.Default, () => _told++, NullLogger<ImageIntake>.Instance);
    }

    [TearDown]
    public async Task CloseIntake()
    {
        await _intake.DisposeAsync();
        _gate.Dispose();
    }

    [Test]
    public async Task AddAsync_DiskFull_SaysSoAndLeavesNothingBehind()
    {
        await Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1"), CancellationToken.None);
        var files = await SpoolAsync(Enumerable.Range(0, 20).ToArray());

        await Assert.ThatAsync(() => _intake.AddAsync(files, Bulky, CancellationToken.None), Throws.TypeOf<StorageFullException>());
        files.ForEach(file => file.Dispose());

        Assert.That(Directory.EnumerateFiles(Data.Root, "*.png", SearchOption.AllDirectories), Is.Empty);
        Assert.That(Directory.EnumerateFiles(Data.Temporary), Is.Empty);
        Assert.That(((await Catalog.CountsAsync(CancellationToken.None)).Total, _told), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task AddAsync_AfterADiskFull_WorksWhenThereIsRoom()
    {
        await Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1"), CancellationToken.None);
        var many = await SpoolAsync(Enumerable.Range(0, 20).ToArray());
        await Assert.ThatAsync(() => _intake.AddAsync(many, Bulky, CancellationToken.None), Throws.TypeOf<StorageFullException>());
        await Database.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1000000"), CancellationToken.None);

        var outcomes = await AddAsync(await SpoolAsync(0), DuplicatePolicy.Skip);

        Assert.That((outcomes[0].Result, _told), Is.EqualTo((AddResult.Added, 1)));
    }

    [Test]
    public async Task AddAsync_ManyAtOnce_EachHearsOfItsOwnFiles()
    {
        var requests = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var files = await SpoolAsync(i, i % 5);
            var outcomes = await AddAsync(files, DuplicatePolicy.Skip);
            return (i, outcomes);
        }));

        foreach (var (i, outcomes) in requests)
            Assert.That(outcomes.Select(outcome => outcome.Image!.Sha256), Is.EqualTo(new[] { await Sha256Async(i), await Sha256Async(i % 5) }));
        Assert.That((await Catalog.CountsAsync(CancellationToken.None)).Total, Is.EqualTo(20), "a content of two uploads is added once");
    }

    [Test]
    public async Task AddAsync_NoFiles_AnswersNothing() => Assert.That(await AddAsync([], DuplicatePolicy.Skip), Is.Empty);

    [Test]
    public async Task AddAsync_ClientGoneBeforeItsTurn_AddsNothing()
    {
        var files = await SpoolAsync(1);

        await Assert.ThatAsync(
            () => _intake.AddAsync(files, AddOptions.Default, new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await Catalog.CountsAsync(CancellationToken.None)).Total, Is.Zero);
    }

    [Test]
    public async Task AddAsync_AfterDispose_SaysSo()
    {
        await _intake.DisposeAsync();

        await Assert.ThatAsync(() => AddAsync([], DuplicatePolicy.Skip), Throws.TypeOf<ObjectDisposedException>());
    }

    private Task<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<SpooledFile> files, DuplicatePolicy policy) =>
        _intake.AddAsync(files, AddOptions.Default with { OnDuplicate = policy }, CancellationToken.None);

    private async Task<List<SpooledFile>> SpoolAsync(params int[] seeds)
    {
        var files = new List<SpooledFile>();
        foreach (var seed in seeds)
            files.Add(await _spool.TakeAsync(new MemoryStream(Content(seed)), $"{seed}.png", 1 << 20, CancellationToken.None));
        return files;
    }

    private async Task<string> Sha256Async(int seed)
    {
        using var file = (await SpoolAsync(seed))[0];
        return file.Sha256;
    }

    private static byte[] Content(int seed) => PngBytes.HeaderOnly(10 + seed, 10);
}
