using ImageSearch.Api.Errors;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ImageSearch.Api.OpenApi;

/// <summary>Adds the problems that every endpoint may answer with.</summary>
internal sealed class CommonProblemsFilter : IOperationFilter
{
    private static readonly int[] Common = [400, 403, 500];
    private static readonly int[] WithBody = [413, 415];
    private static readonly int[] WithChange = [507];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Responses ??= [];
        var statuses = Common
            .Concat(operation.RequestBody is null ? [] : WithBody)
            .Concat(context.ApiDescription.HttpMethod == HttpMethods.Get ? [] : WithChange);
        foreach (var status in statuses.Select(status => status.ToString()).Where(status => !operation.Responses.ContainsKey(status)))
        {
            operation.Responses[status] = new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(int.Parse(status)),
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    [Problem.ContentType] = new OpenApiMediaType {
                        Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository) },
                },
            };
        }
    }
}
