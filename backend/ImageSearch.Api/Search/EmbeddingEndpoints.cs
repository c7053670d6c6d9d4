using ImageSearch.Api.Errors;
using ImageSearch.Api.Images;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine;
using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;
using ImageSearch.Imaging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ImageSearch.Api.Search;

/// <summary>Embeddings for programs that compare or keep them themselves.</summary>
internal static class EmbeddingEndpoints
{
    public static void MapEmbeddings(this RouteGroupBuilder api)
    {
        api.MapPost("/embeddings", Embed)
            .WithName("embed").WithSummary("The embedding of a picture, or of several")
            .WithDescription(
                "One picture as a part named 'file' is answered with its embedding: {embedding, dimension, space}. Pictures as parts named 'files' are "
                + "answered with {items: [...]}, in order: {name, embedding, dimension, space} each, or {name, problem} for one that has none.")
            .TakesForm<EmbeddingFormContract>().Produces<EmbeddingContract>().ProducesProblems(400, 413, 415, 422, 429, 507);
        api.MapGet("/images/{id:long}/embedding", Stored)
            .WithName("getEmbedding").WithSummary("The embedding of a picture of the library")
            .WithDescription("The unit vector that the index holds for it.").ProducesProblems(404, 409, 422);
    }

    private static async Task<Ok<EmbeddingContract>> Stored(ImageLibrary library, long id, CancellationToken cancellationToken) =>
        TypedResults.Ok(EmbeddingContract.From(await library.Search.EmbeddingOfAsync(id, cancellationToken)));

    private static async Task<IResult> Embed(HttpContext context, ImageLibrary library, UploadReader reader, CancellationToken cancellationToken)
    {
        using var form = await reader.ReadAsync(context.Request);
        var crop = form.Fields.Crop("crop");
        if (!form.IsBatch)
            return TypedResults.Ok(await EmbedAsync(library, form.RequireFile(), crop, cancellationToken));

        var items = new List<EmbeddingItemContract>();
        foreach (var file in form.RequireFiles())
        {
            try
            {
                var embedded = await EmbedAsync(library, file, crop, cancellationToken);
                items.Add(new EmbeddingItemContract(file.Name, embedded.Embedding, embedded.Dimension, embedded.Space));
            }
            catch (RejectedImageException rejected)
            {
                items.Add(new EmbeddingItemContract(file.Name, Problem: rejected.ToProblem().For(context)));
            }
        }

        return TypedResults.Ok(new ItemsContract<EmbeddingItemContract>(items));
    }

    private static async Task<EmbeddingContract> EmbedAsync(
        ImageLibrary library,
        SpooledFile file,
        CropRegion? crop,
        CancellationToken cancellationToken) =>
        EmbeddingContract.From(await library.Search.EmbedAsync(file, crop, cancellationToken));
}
