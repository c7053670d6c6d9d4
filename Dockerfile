# Two images: `backend` (the service, port 8000) and `frontend` (nginx with the page, port 5000).
#
#   docker compose up --build                     both, the usual way (docker-compose.yml)
#   docker build --target backend -t imagesearch-backend .
#   ./run images                                  builds and tries both, with or without a Docker engine
#
# Native code is built on Debian bookworm, whose FAISS it needs, so the base of the backend must be bookworm or newer
# (glibc 2.36; a base with musl, such as Alpine, cannot run it). docker-compose.gpu.yml takes one with CUDA.
ARG DEBIAN=debian:bookworm-slim
ARG BACKEND_BASE=debian:bookworm-slim
ARG DOTNET_SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG DOTNET_RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0

# ------------------------------------------------------------------------------ the page

FROM ${DEBIAN} AS frontend
LABEL org.opencontainers.image.title="ImageSearch frontend" \
      org.opencontainers.image.description="nginx with the page of ImageSearch, a self-hosted visual search engine" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx \
 && rm -rf /var/lib/apt/lists/* /var/log/* /var/www/html
COPY scripts/http-status.sh /usr/local/lib/imagesearch/
COPY frontend/nginx.conf /etc/imagesearch/nginx.conf
# Fills in nginx's template for a container: one user, one writable folder, the log on stderr.
RUN sed -i -e '/^#/d' -e '/@USER@/d' -e 's|"@RUN@/nginx-error.log"|stderr|' -e 's|@RUN@|/tmp|' \
        -e 's|@LISTEN@|5000|' -e 's|@API@|backend:8000|' -e 's|@SITE@|/srv/imagesearch|' /etc/imagesearch/nginx.conf \
 && ! grep '@[A-Z]*@' /etc/imagesearch/nginx.conf
COPY frontend/site /srv/imagesearch
USER 10001:10001
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
  CMD ["bash", "-c", "source /usr/local/lib/imagesearch/http-status.sh && [[ $(http_status 5000 /) == 200 ]]"]
ENTRYPOINT ["nginx", "-e", "stderr", "-c", "/etc/imagesearch/nginx.conf"]

# ------------------------------------------------------------------------------ the native shim

FROM ${DEBIAN} AS native
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      g++ cmake make libfaiss-dev libopenblas0-openmp libgomp1 \
 && rm -rf /var/lib/apt/lists/*
COPY backend/ImageSearch.Faiss/native /src
RUN cmake -S /src -B /build -DCMAKE_BUILD_TYPE=Release && cmake --build /build --parallel

# ------------------------------------------------------------------------------ the service, compiled

FROM ${DOTNET_SDK} AS build
ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# true: with ONNX Runtime's CUDA provider.
ARG GPU=false
WORKDIR /src
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY backend/ImageSearch.Api/ImageSearch.Api.csproj backend/ImageSearch.Api/
COPY backend/ImageSearch.Contracts/ImageSearch.Contracts.csproj backend/ImageSearch.Contracts/
COPY backend/ImageSearch.Engine/ImageSearch.Engine.csproj backend/ImageSearch.Engine/
COPY backend/ImageSearch.Engine.Local/ImageSearch.Engine.Local.csproj backend/ImageSearch.Engine.Local/
COPY backend/ImageSearch.Faiss/ImageSearch.Faiss.csproj backend/ImageSearch.Faiss/
COPY backend/ImageSearch.Imaging/ImageSearch.Imaging.csproj backend/ImageSearch.Imaging/
RUN dotnet restore backend/ImageSearch.Api -p:Gpu=$GPU
COPY .editorconfig BannedSymbols.txt ./
COPY backend backend
COPY models models
COPY --from=native /build/libimagesearch_faiss.so artifacts/native/
# There is no compiler here, so the shim must be newer than its sources.
RUN touch artifacts/native/libimagesearch_faiss.so \
 && dotnet publish backend/ImageSearch.Api -c Release --no-restore -p:Gpu=$GPU -o /app \
 && mkdir -p /app/models && cp -r models/. /app/models/ \
 && mkdir -p /licences/onnxruntime \
 && cp /root/.nuget/packages/microsoft.ml.onnxruntime.managed/*/LICENSE.txt \
       /root/.nuget/packages/microsoft.ml.onnxruntime.managed/*/ThirdPartyNotices.txt /licences/onnxruntime/

# ------------------------------------------------------------------------------ the service

FROM ${DOTNET_RUNTIME} AS dotnet

FROM ${BACKEND_BASE} AS backend
LABEL org.opencontainers.image.title="ImageSearch backend" \
      org.opencontainers.image.description="The service of ImageSearch, a self-hosted visual search engine" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      libopenblas0-openmp libgomp1 libssl3 \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o 10001 -g 10001 /data
COPY --from=dotnet /usr/share/dotnet /usr/share/dotnet
# The certificate authorities for fetching models over https.
COPY --from=dotnet /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY scripts/http-status.sh /usr/local/lib/imagesearch/
COPY LICENSE THIRD-PARTY-NOTICES.md /usr/local/share/doc/imagesearch/
COPY --from=build /licences/onnxruntime /usr/local/share/doc/imagesearch/onnxruntime/
COPY --from=build /app /app
# Few arenas, one heap and no spinning threads leave memory and cores to the pictures.
ENV MALLOC_ARENA_MAX=2 DOTNET_gcServer=0 OMP_WAIT_POLICY=passive \
    ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_URLS=http://*:8000 \
    Storage__DataDirectory=/data SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
WORKDIR /app
USER 10001:10001
EXPOSE 8000
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=300s --retries=3 \
  CMD ["bash", "-c", "source /usr/local/lib/imagesearch/http-status.sh && [[ $(http_status 8000 /health/ready) == 200 ]]"]
ENTRYPOINT ["/usr/share/dotnet/dotnet", "/app/ImageSearch.Api.dll"]
