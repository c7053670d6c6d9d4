using System.Globalization;
using System.Text;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Images;

/// <summary>Pictures as CSV (RFC 4180, UTF-8) with a header line.</summary>
internal static class ImageCsv
{
    private static readonly (string Name, Func<ImageRecord, string?> Value)[] Columns =
    [
        ("id", image => Text(image.Id)),
        ("name", image => image.Name),
        ("category", image => image.Category),
        ("tags", image => string.Join(',', image.Tags)),
        ("width", image => Text(image.Width)),
        ("height", image => Text(image.Height)),
        ("bytes", image => Text(image.Bytes)),
        ("format", image => image.Format.ApiName()),
        ("sha256", image => image.Sha256),
        ("addedAt", image => image.AddedAt.ToString("O", CultureInfo.InvariantCulture)),
        ("status", image => image.Status.ToString().ToLowerInvariant()),
        ("problem", image => image.Problem),
    ];

    public static async Task WriteAsync(Stream stream, IAsyncEnumerable<ImageRecord> images, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) {
            NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', Columns.Select(column => column.Name)).AsMemory(), cancellationToken);
        await foreach (var image in images.WithCancellation(cancellationToken))
            await writer.WriteLineAsync(string.Join(',', Columns.Select(column => Cell(column.Value(image) ?? ""))).AsMemory(), cancellationToken);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string text)
    {
        // A spreadsheet would execute text that begins like a formula.
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0]))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
