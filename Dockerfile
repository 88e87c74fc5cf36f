# The service alone: compiled code, production dependencies, migrations. Made in three stages so that no compiler,
# no test and no bundled Node or PostgreSQL of a developer's clone reaches the last one.
FROM node:24-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/cli/package.json apps/cli/
COPY libs/config/package.json libs/config/
COPY libs/db/package.json libs/db/
COPY libs/engine/package.json libs/engine/
COPY libs/input/package.json libs/input/

FROM manifests AS build
RUN npm ci --omit=optional
COPY tsconfig.base.json ./
COPY apps/api/ apps/api/
COPY libs/ libs/
RUN node node_modules/typescript/bin/tsc -b apps/api

FROM manifests AS dependencies
RUN npm ci --omit=dev --omit=optional

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=dependencies /app/ ./
COPY --from=build /app/apps/api/dist/ apps/api/dist/
COPY --from=build /app/libs/config/dist/ libs/config/dist/
COPY --from=build /app/libs/db/dist/ libs/db/dist/
COPY --from=build /app/libs/engine/dist/ libs/engine/dist/
COPY --from=build /app/libs/input/dist/ libs/input/dist/
COPY migrations/ migrations/
COPY tools/apply-migrations.mjs tools/environment.mjs tools/migrations.mjs tools/
COPY LICENSE ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]
