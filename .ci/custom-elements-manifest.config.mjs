/** The manifest of the public elements; paths are those of the published files. */
export default {
  globs: ['src/widgets/**/so-*.ts', 'src/widgets/**/*.events.ts', 'src/ui/so-element.ts'],
  exclude: ['**/*.styles.ts', '**/*.controller.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [
    {
      name: 'published-paths',
      packageLinkPhase({ customElementsManifest }) {
        const published = (path) => path?.replace(/^\/?src\//, '').replace(/\.ts$/, '.js');
        for (const module of customElementsManifest.modules) {
          module.path = published(module.path);
          for (const each of [...(module.declarations ?? []), ...(module.exports ?? [])]) {
            if (each.declaration?.module) each.declaration.module = published(each.declaration.module);
            if (each.superclass?.module) each.superclass.module = published(each.superclass.module);
            // Private and protected members are nobody's interface.
            each.members = each.members?.filter(
              (member) => !['private', 'protected'].includes(member.privacy),
            );
          }
        }
      },
    },
  ],
};
