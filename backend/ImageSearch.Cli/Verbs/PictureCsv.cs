using System.Globalization;
using ImageSearch.Cli.Screen;

namespace ImageSearch.Cli.Verbs;

/// <summary>Pictures as CSV (RFC 4180), a header line first: the same as the HTTP interface exports.</summary>
internal static class PictureCsv
{
    private static readonly (string Name, Func<ImageContract, string?> Value)[] Columns =
    [
        ("id", picture => Text(picture.Id)),
        ("name", picture => picture.Name),
        ("category", picture => picture.Category),
        ("tags", picture => string.Join(',', picture.Tags)),
        ("width", picture => Text(picture.Width)),
        ("height", picture => Text(picture.Height)),
        ("bytes", picture => Text(picture.Bytes)),
        ("format", picture => picture.Format),
        ("sha256", picture => picture.Sha256),
        ("addedAt", picture => picture.AddedAt.ToString("O", CultureInfo.InvariantCulture)),
        ("status", picture => picture.Status.ToString().ToLowerInvariant()),
        ("problem", picture => picture.Problem),
    ];

    public static async Task WriteAsync(IAsyncEnumerable<ImageContract> pictures, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(string.Join(',', Columns.Select(column => column.Name)) + "\r\n");
        await foreach (var picture in pictures.WithCancellation(cancellationToken))
            await output.WriteAsync(string.Join(',', Columns.Select(column => Cell(SafeText.Of(column.Value(picture))))) + "\r\n");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string text)
    {
        // A spreadsheet would execute text that begins like a formula.
        if (text.Length > 0 && "=+-@".Contains(text[0]))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"") >= 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
