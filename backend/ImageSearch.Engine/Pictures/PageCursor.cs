using System.Buffers.Text;
using System.Text.Json;

namespace ImageSearch.Engine.Pictures;

/// <summary>Where a page ended: the sort key and id of its last row, opaque to clients.</summary>
internal sealed record PageCursor(string Key, long Id)
{
    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <exception cref="LibraryException">Not a cursor.</exception>
    public static PageCursor Decode(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<PageCursor>(Base64Url.DecodeFromChars(text)) is { Key: not null } cursor
                ? cursor
                : throw ImagePageRequest.ForeignCursor();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw ImagePageRequest.ForeignCursor();
        }
    }
}
