using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Local.Files;

namespace ImageSearch.Engine.Local.Orphans;

/// <summary>Explains a doubt about the catalogue to the operator of the service.</summary>
internal static class CatalogDoubts
{
    /// <returns>Why files stay where they are (a clause), and what to do about it (sentences).</returns>
    public static (string Why, string Advice) Explain(this CatalogDoubt doubt, DataDirectory directory) => doubt switch
    {
        CatalogDoubt.Unclean => (
            "the catalogue was not closed cleanly",
            "The next start after a clean stop checks again."),
        CatalogDoubt.New => ("the catalogue is new and the originals are older", RestoreOrAdd(directory)),
        CatalogDoubt.Replaced => (
            "the catalogue is not the one that was in use here last (an older copy, or one of an earlier version)", RestoreOrAdd(directory)),
        CatalogDoubt.LogLost => (
            "the catalogue was not closed cleanly and its log catalog.db-wal was lost, together with the newest pictures", RestoreOrAdd(directory)),
        CatalogDoubt.Damaged => (
            "the catalogue is damaged",
            $"Stop the service, copy {directory.Catalog}, and restore a backup. " +
            $"If only an index is damaged, \"sqlite3 {directory.Catalog} REINDEX\" repairs it."),
        _ => throw new ArgumentOutOfRangeException(nameof(doubt)),
    };

    public static string RestoreOrAdd(DataDirectory directory) =>
        $"Put back the catalogue that names them, or add them again (\"imagesearch index {directory.Images} --data {directory.Root}\"), or "
            + $"move away " +
        "those that you do not want; each while the service is stopped. docs/operations.md says more (\"Originals without a picture\").";
}
