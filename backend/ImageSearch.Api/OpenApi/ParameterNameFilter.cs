using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ImageSearch.Api.OpenApi;

/// <summary>Names query parameters as clients write them: those that come from a record's properties would carry C#'s capital letter.</summary>
internal sealed class ParameterNameFilter : IParameterFilter
{
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is OpenApiParameter { In: ParameterLocation.Query, Name: { } name } concrete)
            concrete.Name = JsonNamingPolicy.CamelCase.ConvertName(name);
    }
}
