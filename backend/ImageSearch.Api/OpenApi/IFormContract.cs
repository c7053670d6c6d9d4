namespace ImageSearch.Api.OpenApi;

/// <summary>The shape of a multipart form, for the OpenAPI document: endpoints read forms as a stream.</summary>
internal interface IFormContract;
