using System.Globalization;
using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Verbs;

/// <summary>The results of a query as a table.</summary>
internal static class HitTable
{
    public static void Write(SearchContract found, Terminal terminal)
    {
        var table = new TextTable("rank", "id", "similarity", "distance", "name", "category", "tags");
        foreach (var hit in found.Results)
        {
            table.Add(
                hit.Rank.ToString(CultureInfo.InvariantCulture),
                hit.Image.Id.ToString(CultureInfo.InvariantCulture),
                hit.Similarity.ToString("0.0000", CultureInfo.InvariantCulture),
                hit.Distance.ToString("0.0000", CultureInfo.InvariantCulture),
                hit.Image.Name,
                hit.Image.Category ?? "",
                string.Join(", ", hit.Image.Tags));
        }

        table.WriteTo(terminal);
    }
}
