// Lets a browser refuse text that would be read as markup, and scripts other than the numbers of a KPI.
'use strict';
if (window.trustedTypes) {
  window.trustedTypes.createPolicy('default', {
    // The chart library empties an element by giving it no markup.
    createHTML: (text) => (text === '' ? text : null),
    createScript: () => null,
    createScriptURL: (address) => (/^data\/[a-z0-9_]+-[0-9a-f]+\.js$/.test(address) ? address : null),
  });
}
