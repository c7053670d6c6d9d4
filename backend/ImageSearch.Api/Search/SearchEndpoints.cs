using ImageSearch.Api.Errors;
using ImageSearch.Api.Hosting;
using ImageSearch.Api.Images;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine;
using ImageSearch.Engine.Pictures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Search;

/// <summary>Finding pictures that look alike.</summary>
internal static class SearchEndpoints
{
    public static void AddSearch(this WebApplicationBuilder builder) => builder.Services.AddSettings<SearchOptions>(SearchOptions.Section);

    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("Search");
        api.MapPost("/search", Search)
            .WithName("search").WithSummary("Find the pictures most like an uploaded one")
            .WithDescription("Ranked by the cosine of the embeddings. Filters and a crop narrow what is compared.")
            .TakesForm<SearchFormContract>().ProducesProblems(400, 413, 415, 422, 429, 503, 507);
        api.MapPost("/search/batch", SearchBatch)
            .WithName("searchBatch").WithSummary("Find the pictures most like each of several uploaded ones")
            .WithDescription("An answer for each file, in order: what was found, or the file's own problem.")
            .TakesForm<BatchFormContract>().ProducesProblems(400, 413, 415, 429, 503, 507);
        api.MapGet("/images/{id:long}/similar", Similar)
            .WithName("findSimilar").WithSummary("Find the pictures most like one of the library")
            .WithDescription("The picture itself is never among the results. 409 while it waits to be embedded, 422 if that failed.")
            .ProducesProblems(400, 404, 409, 422, 429, 503);
        api.MapEmbeddings();
    }

    private static async Task<Ok<SearchContract>> Search(
        HttpRequest request, ImageLibrary library, UploadReader reader, IOptions<SearchOptions> options, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(request);
        var parameters = SearchParameters.From(form.Fields);
        var scope = parameters.Within(form.Fields.Filter().ToFilter());
        var result = await library.Search.SearchAsync(form.RequireFile(), parameters.Crop, scope, cancellationToken);
        return TypedResults.Ok(result.ToContract(parameters.Score ?? options.Value.Score));
    }

    private static async Task<Ok<ItemsContract<BatchItemContract>>> SearchBatch(
        HttpContext context, ImageLibrary library, UploadReader reader, IOptions<SearchOptions> options, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(context.Request);
        var parameters = SearchParameters.From(form.Fields);
        var scope = parameters.Within(form.Fields.Filter().ToFilter());
        var score = parameters.Score ?? options.Value.Score;
        var items = new List<BatchItemContract>();
        foreach (var file in form.RequireFiles())
        {
            try
            {
                items.Add(
                    BatchItemContract.From(file.Name, await library.Search.SearchAsync(file, parameters.Crop, scope, cancellationToken), score));
            }
            catch (RejectedImageException rejected)
            {
                items.Add(BatchItemContract.From(file.Name, rejected.ToProblem().For(context)));
            }
        }

        return TypedResults.Ok(new ItemsContract<BatchItemContract>(items));
    }

    private static async Task<Ok<SearchContract>> Similar(
        ImageLibrary library,
        long id,
        [AsParameters] ImageFilterParameters filter,
        [AsParameters] SearchParameters parameters,
        IOptions<SearchOptions> options,
        CancellationToken cancellationToken)
    {
        var result = await library.Search.SimilarAsync(id, parameters.Crop, parameters.Within(filter.ToFilter()), cancellationToken);
        return TypedResults.Ok(result.ToContract(parameters.Score ?? options.Value.Score));
    }
}
