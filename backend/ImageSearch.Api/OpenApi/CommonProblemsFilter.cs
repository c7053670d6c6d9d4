using ImageSearch.Api.Errors;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ImageSearch.Api.OpenApi;

/// <summary>Adds the problems that any endpoint may answer with.</summary>
internal sealed class CommonProblemsFilter : IOperationFilter
{
    private static readonly int[] Common = [400, 403, 500];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Responses ??= [];
        foreach (var status in Common.Select(status => status.ToString()).Where(status => !operation.Responses.ContainsKey(status)))
        {
            operation.Responses[status] = new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(int.Parse(status)),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new() { Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository) },
                },
            };
        }
    }
}
