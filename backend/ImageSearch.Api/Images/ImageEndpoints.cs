using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Images.Bulk;
using ImageSearch.Api.OpenApi;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ImageSearch.Api.Images;

/// <summary>The pictures of the library.</summary>
internal static class ImageEndpoints
{
    private const int MaxIds = 500;

    public static void MapImages(this IEndpointRouteBuilder app)
    {
        var images = app.MapGroup("/api/v1/images").WithTags("Images");
        images.MapGet("/", List).WithName("listImages").WithSummary("List pictures, a page at a time")
            .WithDescription("Filters narrow the list, sort and order arrange it, nextCursor leads to the next page. With ids, exactly "
                + "these pictures are answered, in this order.")
            .ProducesProblems(400);
        images.MapLayout();
        images.MapGet("/{id:long}", Get).WithName("getImage").WithSummary("One picture")
            .WithDescription("The picture as the library knows it: its name, labels, measures and state.").ProducesProblems(404);
        images.MapPatch("/{id:long}", Update).WithName("updateImage").WithSummary("Rename, categorise or tag a picture")
            .WithDescription("Only the members that are given are changed.").ProducesProblems(400, 404);
        images.MapDelete("/{id:long}", Delete).WithName("deleteImage").WithSummary("Delete a picture")
            .WithDescription("Its original and thumbnails go, too, unless another picture has the same content. An original that stays in "
                + "an imported folder is never touched.")
            .ProducesProblems(404);
        images.MapDelete("/", DeleteAll).WithName("deleteAllImages").WithSummary("Delete all pictures")
            .WithDescription("The whole library becomes empty, for good.").ProducesProblems(400);
        images.MapExport();
        images.MapUpload();
        images.MapBulk();
        images.MapFiles();

        var api = app.MapGroup("/api/v1").WithTags("Images");
        api.MapGet("/categories", async (ImageLibrary library, CancellationToken cancellationToken) => Names(
            await library.Images.Catalog.CategoriesAsync(cancellationToken)))
            .WithName("listCategories").WithSummary("Categories and how many pictures each has")
            .WithDescription("In the order of their names.");
        api.MapGet(
            "/tags",
            async (ImageLibrary library, CancellationToken cancellationToken) => Names(await library.Images.Catalog.TagsAsync(cancellationToken)))
            .WithName("listTags").WithSummary("Tags and how many pictures each has")
            .WithDescription("In the order of their names.");
    }

    private static async Task<Ok<ListContract<ImageContract>>> List(
        ImageLibrary library,
        [AsParameters] ImageFilterParameters filter,
        [Description("Most items of a page.")] [Range(1, Paging.MaxLimit)] [DefaultValue(Paging.DefaultLimit)] int? limit,
        [Description("nextCursor of the page before.")] string? cursor,
        [Description("What to sort by.")] [DefaultValue(ImageSort.Added)] ImageSort? sort,
        [Description("Which way.")] [DefaultValue(ListOrder.Asc)] ListOrder? order,
        [Description("Only these pictures, separated by commas, in this order; 500 at most.")] [RegularExpression(@"^\d+(,\d+)*$")] string? ids,
        CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(ids))
        {
            var found = await library.Images.Catalog.FindManyAsync(ParseIds(ids), cancellationToken);
            return TypedResults.Ok(new ListContract<ImageContract>(found.Select(image => image.ToContract()).ToList(), null, found.Count));
        }

        var page = await library.Images.Catalog.ListAsync(
            new ImagePageRequest(
                filter.ToFilter(), sort ?? ImageSort.Added, order == ListOrder.Desc, limit ?? Paging.DefaultLimit, string.IsNullOrEmpty(cursor)
                    ? null
                    : cursor),
            cancellationToken);
        return TypedResults.Ok(new ListContract<ImageContract>(page.Items.Select(image => image.ToContract()).ToList(), page.NextCursor, page.Total));
    }

    private static async Task<Ok<ImageContract>> Get(ImageLibrary library, long id, CancellationToken cancellationToken) =>
        TypedResults.Ok((await library.Images.Catalog.GetAsync(id, cancellationToken)).ToContract());

    private static async Task<Ok<ImageContract>> Update(
        ImageLibrary library, long id, [FromBody] ImageChangeContract change, CancellationToken cancellationToken) =>
        TypedResults.Ok((await library.Images.UpdateAsync(id, change.ToChange(), cancellationToken)).ToContract());

    private static async Task<NoContent> Delete(ImageLibrary library, long id, CancellationToken cancellationToken)
    {
        var result = await library.Images.RemoveAsync(new ImageSelection.ByIds([id]), cancellationToken);
        return result.Changed == 1 ? TypedResults.NoContent() : throw CatalogLookup.NotFound(id);
    }

    private static async Task<Ok<ChangedContract>> DeleteAll(
        ImageLibrary library, [Description("Says that all pictures are meant.")] [Required] [RegularExpression(
            "^all$")] string? confirm, CancellationToken cancellationToken)
    {
        if (confirm != "all")
            throw new BadParameterException("This deletes every picture. Say so: DELETE /api/v1/images?confirm=all");
        var result = await library.Images.RemoveAsync(new ImageSelection.ByFilter(ImageFilter.All), cancellationToken);
        return TypedResults.Ok(new ChangedContract(result.Changed));
    }

    private static Ok<ItemsContract<NameCountContract>> Names(IReadOnlyList<NameCount> names) =>
        TypedResults.Ok(new ItemsContract<NameCountContract>(names.ToContract()));

    private static List<long> ParseIds(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > MaxIds)
            throw new BadParameterException($"'ids' may list {MaxIds} pictures; these are {parts.Length}.");
        return parts.Select(part => long.TryParse(part, out var id)
            ? id
            : throw new BadParameterException($"'ids' must be numbers separated by commas; \"{part}\" is none.")).ToList();
    }
}
