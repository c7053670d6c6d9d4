using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ImageSearch.Api.OpenApi;

/// <summary>
/// Completes the document as a whole: describes its groups, declares that no credentials are needed, and removes from references what their
/// target says.
/// </summary>
internal sealed class DocumentFilter : IDocumentFilter
{
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Images"] = "The pictures of the library: adding, listing, changing and deleting them, and their files.",
        ["Imports"] = "Folders on the server whose pictures come into the library.",
        ["Index"] = "The index that searches use, the embedding spaces it was built in, and its progress.",
        ["Jobs"] = "Work that goes on after the request that asked for it.",
        ["Models"] = "The models that embed pictures: fetching, checking and using them.",
        ["Older clients"] = "The endpoints of the systems that this one replaces, for their existing clients.",
        ["Search"] = "Finding pictures that look alike, and their embeddings.",
        ["Service"] = "The service itself: figures, health and metrics.",
    };

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();
        // There are no accounts, which an empty requirement declares.
        swaggerDoc.Security = [new OpenApiSecurityRequirement()];
        new OpenApiWalker(new BareReferences(swaggerDoc)).Walk(swaggerDoc);
    }

    private sealed class BareReferences(OpenApiDocument document) : OpenApiVisitorBase
    {
        public override void Visit(IOpenApiReferenceHolder referenceHolder)
        {
            if (referenceHolder is not OpenApiSchemaReference { Reference: { Id: { } id } reference })
                return;
            reference.Examples = null;
            if (reference.Description == document.Components?.Schemas?[id].Description)
                reference.Description = null;
        }
    }
}
