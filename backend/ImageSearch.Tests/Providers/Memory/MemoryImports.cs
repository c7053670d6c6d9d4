using ImageSearch.Engine.Intake.Importing;

namespace ImageSearch.Tests.Providers.Memory;

internal sealed class MemoryImports(MemoryTables tables) : IImportLedger
{
    private const int FewOfOneContent = 8;

    public Task<IReadOnlyList<ImportedFile>> AtAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken) =>
        tables.ReadAsync<IReadOnlyList<ImportedFile>>(() => tables.Imports.Values.Where(file => paths.Contains(file.Path)).ToList());

    public Task<IReadOnlyList<ImportedFile>> WithContentAsync(IReadOnlyCollection<string> sha256, CancellationToken cancellationToken) =>
        tables.ReadAsync<IReadOnlyList<ImportedFile>>(() => tables.Imports.Values
            .Where(file => sha256.Contains(file.Sha256)).GroupBy(file => file.Sha256).SelectMany(copies => copies.Take(FewOfOneContent)).ToList());

    public Task<IReadOnlyList<ImportedFile>> UnderAsync(string folder, ImportedFile? last, int limit, CancellationToken cancellationToken) =>
        tables.ReadAsync<IReadOnlyList<ImportedFile>>(() => tables.Imports.Values
            .Where(file => file.Path.StartsWith(folder == "/" ? "/" : folder + "/", StringComparison.Ordinal)
                && (last is null || Compare(file, last) > 0))
            .Order(Comparer<ImportedFile>.Create(Compare)).Take(limit).ToList());

    public Task RecordAsync(IReadOnlyCollection<ImportedFile> files, IReadOnlyCollection<string> adopted, CancellationToken cancellationToken) =>
        tables.WriteAsync(() => Record(files, adopted));

    public Task MoveAsync(
        IReadOnlyCollection<(ImportedFile From, ImportedFile To)> moves,
        CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        foreach (var (from, to) in moves)
        {
            tables.Imports.Remove((from.Path, from.Sha256));
            Record([to], []);
        }
    });

    /// <summary>Part of a transaction.</summary>
    public void Record(IReadOnlyCollection<ImportedFile> files, IReadOnlyCollection<string> adopted)
    {
        foreach (var file in files)
        {
            var pictures = tables.Images.Values.Where(image => image.Sha256 == file.Sha256).Select(image => image.Id).ToList();
            if (pictures.Count == 0)
                continue;
            tables.Imports[(file.Path, file.Sha256)] = file;
            if (file.Reference && file.Outcome != ImportOutcome.Vanished)
                tables.Retry(pictures);
        }

        foreach (var file in tables.Imports.Values.Where(file => adopted.Contains(file.Sha256)).ToList())
            tables.Imports[(file.Path, file.Sha256)] = file with { Reference = false };
    }

    private static int Compare(ImportedFile a, ImportedFile b) =>
        string.CompareOrdinal(a.Path, b.Path) is not 0 and var order ? order : string.CompareOrdinal(a.Sha256, b.Sha256);
}
