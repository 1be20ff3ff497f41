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

    /// <summary>The name of a layout that may be given by another: that of the people or of the repository.</summary>
    public static string? NameOf(string? name) => name switch
    {
        "quark" => "darts",
        "aw_nas" => "awnas",
        "original" or "nasbench-1shot1" => "nasbench1shot1",
        "fewshot" => "few-shot",
        _ => name,
    };

    /// <summary>The names, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(layout => layout.Name).Distinct());
}
