using NasPipelines.OneShot.Import.Layouts;

namespace NasPipelines.OneShot.Import;

/// <summary>The layouts that are known.</summary>
internal static class SupernetLayouts
{
    /// <summary>All of them. Adding one is a file in <c>Layouts</c> and a line here.</summary>
    public static IReadOnlyList<SupernetLayout> All { get; } =
    [
        new AutoDlLayout(),
        new GenericLayout(),
        new AwNas201Layout(),
        new NasLibLayout(),
        new FewShotLayout(),
        new DartsLayout(),
        new AwNas301Layout(),
        new OneShot1Layout(),
        new AwNas1Shot1Layout(),
        new CloseLayout(),
    ];

    /// <summary>The names, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(layout => layout.Name).Distinct());
}
