using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ImageSearch.Api.OpenApi;

/// <summary>Describes forms that endpoints read as a stream, because their signatures do not show them.</summary>
internal sealed class FormFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var form = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<EndpointDescriptions.FormMetadata>().FirstOrDefault();
        if (form is null)
            return;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["multipart/form-data"] = new OpenApiMediaType {
                    Schema = context.SchemaGenerator.GenerateSchema(form.Form, context.SchemaRepository) },
            },
        };
    }
}
