using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Local;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;
using ImageSearch.Engine.Local.Orphans;
using ImageSearch.Imaging;
using ImageSearch.Tests.Imaging;
using ImageSearch.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageSearch.Tests.Library.Importing;

/// <summary>The work that an import causes in the catalogue must grow no faster than the number of files.</summary>
public class ImportScaleTests : StorageFixture
{
    private static readonly byte[] Picture = TestImages.Png(8, 8, 1);

    private CountingLedger _ledger = null!;

    [TestCase(true, 2000)]
    [TestCase(false, 800)]
    public async Task Import_Files_AsksTheLedgerInProportion(bool distinct, int files)
    {
        var small = await CostAsync(files / 8, distinct);
        var large = await CostAsync(files, distinct);

        Assert.That(large.Calls, Is.LessThanOrEqualTo(8 * small.Calls));
        Assert.That(large.Entries, Is.LessThanOrEqualTo(9 * small.Entries));
        Assert.That(large.Calls, Is.LessThanOrEqualTo(files / 8));
    }

    /// <summary>Two imports of a folder; the second finds everything unchanged.</summary>
    private async Task<(int Calls, int Entries)> CostAsync(int files, bool distinct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, $"photos-{files}")).FullName;
        for (var i = 0; i < files; i++)
        {
            File.WriteAllBytes(
                Path.Combine(folder, $"{i}.png"),
                [.. Picture, .. BitConverter.GetBytes(distinct ? i : -1), .. BitConverter.GetBytes(files)]);
        }

        _ledger = new CountingLedger(new SqliteImportLedger(Database));
        using var gate = new LibraryGate();
        var store = new OriginalStore(Data);
        await using var intake = new ImageIntake(
            new LocalIntake(Catalog, store, new OrphanStore(Data, store, Clock), _ledger, gate, NullLogger<LocalIntake>.Instance),
            ImageLimits.Default,
            () => { },
            NullLogger<ImageIntake>.Instance);
        var job = new ImportJob(
            new ImportRoots([Folder], Data
                .Root), _ledger, intake, new ImportReader(new Spool(Data.Temporary), ImageLimits.Default), () => { }, TimeProvider.System);
        await RunAsync(job, folder);
        await RunAsync(job, folder);
        return (_ledger.Calls, _ledger.Entries);
    }

    private async Task RunAsync(ImportJob job, string folder)
    {
        var store = new SqliteJobStore(Database, Clock);
        var request = new ImportRequest(folder, true, FolderCategories.None, ImportStore.Reference, [], 1 << 20);
        var record = await store.AddAsync(job.Kind, request.ToJson(), CancellationToken.None);
        await job.RunAsync(new JobRun(await store.StartAsync(record.Id, CancellationToken.None), store, _ => { }), CancellationToken.None);
    }

    private sealed class CountingLedger(IImportLedger ledger) : IImportLedger
    {
        public int Calls { get; private set; }

        public int Entries { get; private set; }

        public Task<IReadOnlyList<ImportedFile>> AtAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken) =>
            CountedAsync(ledger.AtAsync(paths, cancellationToken));

        public Task<IReadOnlyList<ImportedFile>> WithContentAsync(IReadOnlyCollection<string> sha256, CancellationToken cancellationToken) =>
            CountedAsync(ledger.WithContentAsync(sha256, cancellationToken));

        public Task<IReadOnlyList<ImportedFile>> UnderAsync(string folder, ImportedFile? last, int limit, CancellationToken cancellationToken) =>
            CountedAsync(ledger.UnderAsync(folder, last, limit, cancellationToken));

        public Task RecordAsync(IReadOnlyCollection<ImportedFile> files, IReadOnlyCollection<string> adopted, CancellationToken cancellationToken)
        {
            Count(files.Count);
            return ledger.RecordAsync(files, adopted, cancellationToken);
        }

        public Task MoveAsync(IReadOnlyCollection<(ImportedFile From, ImportedFile To)> moves, CancellationToken cancellationToken)
        {
            Count(moves.Count);
            return ledger.MoveAsync(moves, cancellationToken);
        }

        private async Task<IReadOnlyList<ImportedFile>> CountedAsync(Task<IReadOnlyList<ImportedFile>> reading)
        {
            var entries = await reading;
            Count(entries.Count);
            return entries;
        }

        private void Count(int entries)
        {
            Calls++;
            Entries += entries;
        }
    }
}
