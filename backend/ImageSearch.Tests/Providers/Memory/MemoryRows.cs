using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers.Memory;

/// <summary>Pictures as they are shown, selected and sorted. Within a transaction.</summary>
internal static class MemoryRows
{
    private const int FewReferences = 8;

    /// <summary>The picture with what the other tables say of it.</summary>
    public static ImageRecord Show(this MemoryTables tables, ImageRecord image)
    {
        var row = tables.In(tables.Shown).GetValueOrDefault(image.Id);
        return image with
        {
            Status = row?.Vector is not null ? ImageStatus.Indexed : row?.Problem is not null ? ImageStatus.Failed : ImageStatus.Pending,
            Problem = row?.Problem,
            References = tables.Imports.Values.Where(file => file.Reference && file.Sha256 == image.Sha256).Take(FewReferences)
                .Select(file => new ReferencedFile(file.Path, file.Bytes, file.Modified)).ToList(),
        };
    }

    /// <summary>In the order in which they were added.</summary>
    public static List<ImageRecord> Select(this MemoryTables tables, ImageSelection selection) => selection switch
    {
        ImageSelection.ByIds(var ids) => ids.Distinct().Order().Where(tables.Images.ContainsKey).Select(id => tables.Show(tables.Images[id]))
            .ToList(),
        ImageSelection.ByFilter(var filter) => tables.Images.Values.Select(tables.Show).Where(image => Passes(image, filter)).ToList(),
        _ => throw new ArgumentOutOfRangeException(nameof(selection)),
    };

    public static BulkResult Result(ImageSelection selection, int changed, int found) =>
        new(changed, selection is ImageSelection.ByIds(var ids) ? ids.Distinct().Count() - found : 0);

    public static bool Passes(ImageRecord image, ImageFilter filter) =>
        (filter.Category is null || image.Category == filter.Category)
        && (filter.Categorized is not { } categorized || image.Category is not null == categorized)
        && (filter.Tag is null || image.Tags.Contains(filter.Tag))
        && (filter.Status is not { } status || image.Status == status)
        && (filter.Search is null || ImageName.Fold(image.Name).Contains(ImageName.Fold(filter.Search), StringComparison.Ordinal))
        && (filter.AddedAfter is not { } after || image.AddedAt >= after)
        && (filter.AddedBefore is not { } before || image.AddedAt < before)
        && (filter.MinBytes is not { } min || image.Bytes >= min)
        && (filter.MaxBytes is not { } max || image.Bytes <= max);

    /// <summary>What a picture is sorted by, as text: numbers with leading zeros.</summary>
    public static string Key(ImageRecord image, ImageSort sort) => sort switch
    {
        ImageSort.Added => $"{image.AddedAt.ToUnixTimeMilliseconds():D19}",
        ImageSort.Name => ImageName.Fold(image.Name),
        _ => $"{image.Bytes:D19}",
    };
}
