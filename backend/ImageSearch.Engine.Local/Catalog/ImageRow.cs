using System.Text.Json;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;

namespace ImageSearch.Engine.Local.Catalog;

/// <summary>A row of <c>images</c> with its tags, as SQLite returns it.</summary>
internal sealed class ImageRow
{
    /// <summary>Tags joined by U+001F, which no tag contains (control characters are refused).</summary>
    public const string JoinedTags =
        "(SELECT group_concat(tag, char(31)) FROM (SELECT tag FROM image_tags WHERE image_id = images.id ORDER BY tag))";

    public const string Columns =
        $"""
        id AS Id, name AS Name, filename AS FileName, sha256 AS Sha256, format AS Format, width AS Width, height AS Height, bytes AS Bytes,
        category AS Category, added_at AS AddedAt,
        (SELECT state FROM embeddings WHERE image = images.id AND space = {SqliteEmbeddings.Shown}) AS State,
        (SELECT problem FROM embeddings WHERE image = images.id AND space = {SqliteEmbeddings.Shown}) AS Problem,
        {JoinedTags} AS Tags,
        (SELECT nullif(json_group_array(json_object('Path', path, 'Bytes', bytes, 'Modified', modified)), '[]')
            FROM (SELECT path, bytes, modified FROM import_files WHERE sha256 = images.sha256 AND reference = 1 LIMIT 8)) AS Referenced
        """;

    public long Id { get; set; }

    public string Name { get; set; } = "";

    public string FileName { get; set; } = "";

    public string Sha256 { get; set; } = "";

    public string Format { get; set; } = "";

    public long Width { get; set; }

    public long Height { get; set; }

    public long Bytes { get; set; }

    public string? Category { get; set; }

    public long AddedAt { get; set; }

    /// <summary>Of its embedding in the shown space; null where that is not begun.</summary>
    public long? State { get; set; }

    public string? Problem { get; set; }

    public string? Tags { get; set; }

    /// <summary>JSON: <see cref="ReferencedFile"/>s, or null.</summary>
    public string? Referenced { get; set; }

    public ImageFormat ParsedFormat => ImageFormatNames.TryParse(Format, out var format)
        ? format
        : throw new InvalidDataException($"The catalogue names an unknown format, \"{Format}\". It was made by a newer version of ImageSearch.");

    public static string[] SplitTags(string? joined) => joined is null ? [] : joined.Split('\u001f');

    public ImageRecord ToRecord() => new()
    {
        Id = Id,
        Name = Name,
        FileName = FileName,
        Sha256 = Sha256,
        Format = ParsedFormat,
        Width = (int)Width,
        Height = (int)Height,
        Bytes = Bytes,
        Category = Category,
        Tags = SplitTags(Tags),
        AddedAt = DateTimeOffset.FromUnixTimeMilliseconds(AddedAt),
        Status = State switch { 1 or 3 => ImageStatus.Indexed, 2 => ImageStatus.Failed, _ => ImageStatus.Pending },
        Problem = Problem,
        References = Referenced is null ? [] : JsonSerializer.Deserialize<ReferencedFile[]>(Referenced)!,
    };
}
