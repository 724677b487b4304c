"""What each rule of the combination checker says. No cause, no verdict; every sentence says what is in the way."""

from __future__ import annotations

from impactmonitor.language import gettext_noop

SENTENCES = {
    # what does not exist
    "unknown-operation": gettext_noop("Wij kennen de bewerking ‘{about}’ niet, dus die mag niet."),
    "unknown-indicator": gettext_noop("Wij kennen geen cijfer met de naam ‘{about}’."),
    "unknown-measure": gettext_noop("De maat ‘{about}’ bestaat niet bij dit cijfer."),
    "unknown-category": gettext_noop("De groep ‘{about}’ bestaat niet bij dit cijfer."),
    "unknown-region": gettext_noop("Wij kennen geen gebied met de naam ‘{about}’."),
    "unknown-period": gettext_noop("‘{about}’ is geen periode. Schrijf bijvoorbeeld 2021 of 2021H1."),
    "unknown-origin": gettext_noop("Wij kennen de herkomst ‘{about}’ niet."),
    "unknown-status": gettext_noop("Wij kennen de status ‘{about}’ niet."),
    "unknown-field": gettext_noop("Het veld ‘{about}’ kennen wij niet. Daar is niet op gelet."),
    "measure-not-published": gettext_noop("Van ‘{a}’ staat deze maat niet in de monitor. Wat ermee mag, geldt wel."),
    "years-together": gettext_noop("‘{a}’ gaat over jaren samen. Over één jaar of een deel daarvan bestaat het niet."),
    "no-figures": gettext_noop("Van ‘{about}’ zijn er nog geen cijfers."),
    "no-operands": gettext_noop("Er zijn geen cijfers genoemd."),
    "needs-two": gettext_noop(
        "Hiervoor zijn precies twee cijfers nodig: het deel en het geheel waardoor wordt gedeeld."
    ),
    # every figure by itself
    "absent": gettext_noop("Een van de cijfers ontbreekt of is verborgen. Daarmee kan niet worden gerekend."),
    "small-number": gettext_noop("Dit gaat om een klein aantal. Kleine aantallen schommelen door toeval."),
    "second-hand": gettext_noop("Een van de cijfers komt uit tweede hand. Reken er voorzichtig mee."),
    "region-not-then": gettext_noop("{a} bestond in deze periode niet in deze vorm."),
    "bridged": gettext_noop(
        "De regio’s zijn in 2023 samengegaan. De som van de oude regio’s is een afgeleid cijfer en krijgt dat teken."
    ),
    "level-not-published": gettext_noop("De bron geeft ‘{a}’ niet voor dit soort gebied."),
    "before-first-alone": gettext_noop("Dit cijfer van ‘{a}’ is van vóór de eerste vergelijkbare periode."),
    # always
    "origins": gettext_noop("Officiële, lokale en voorbeeldcijfers worden nooit met elkaar gecombineerd."),
    "provisional-and-final": gettext_noop(
        "Het ene cijfer is voorlopig en kan nog veranderen, het andere niet. Vergelijk ze voorzichtig."
    ),
    "printed-and-computed": gettext_noop("Het ene cijfer komt van de bron, het andere hebben wij berekend."),
    "ranking": gettext_noop(
        "Deze monitor maakt geen ranglijst: een plaats in een rij zegt niet wat goed of slecht is."
    ),
    "invented": gettext_noop("Een cijfer dat er niet is, vullen wij niet in en schatten wij niet."),
    # what is counted, and how
    "cohort-and-other": gettext_noop(
        "Een cijfer over een groep gezinnen die wordt gevolgd, past niet bij een cijfer dat op een andere manier "
        "is gemaakt."
    ),
    "survey-and-registration": gettext_noop(
        "Het ene cijfer komt uit een onderzoek onder een steekproef, het andere telt wat is geregistreerd. "
        "Die horen niet "
        "op één schaal en mogen niet van elkaar af."
    ),
    "method-unknown": gettext_noop("Van een van de cijfers is niet bekend hoe het is gemeten."),
    "other-source": gettext_noop("De bronnen tellen elk op een eigen manier: {both}. Reken ze niet samen."),
    "other-measure": gettext_noop("Een aantal, een percentage en een cijfer per inwoner zijn verschillende maten."),
    "other-unit": gettext_noop("Deze cijfers hebben niet dezelfde eenheid."),
    "other-unit-counted": gettext_noop("‘{a}’ en ‘{b}’ tellen niet hetzelfde. Die aantallen horen niet bij elkaar op."),
    "unlike-things": gettext_noop("‘{a}’ en ‘{b}’ tellen niet hetzelfde. Vergelijk de hoogte niet."),
    "other-whole": gettext_noop("‘{a}’ en ‘{b}’ zijn delen van een verschillend geheel. Vergelijk ze voorzichtig."),
    "other-scale": gettext_noop("Een score geldt alleen op de eigen schaal."),
    "other-period-type": gettext_noop("Het ene cijfer gaat over een periode, het andere over een moment of een groep."),
    "means-added": gettext_noop("Gemiddelden en scores worden niet opgeteld of gestapeld."),
    "shares-added": gettext_noop(
        "Percentages en cijfers per inwoner van verschillende gebieden, perioden of indicatoren worden niet opgeteld."
    ),
    "same-figure": gettext_noop("Dit is twee keer hetzelfde cijfer."),
    # parts and wholes
    "whole-and-part": gettext_noop("‘{a}’ en ‘{b}’: het ene is een deel van het andere. Samen telt het dubbel."),
    "total-and-part": gettext_noop("Een groep zit al in het totaal. Samen telt het dubbel."),
    "group-and-part": gettext_noop("‘{a}’ en ‘{b}’: de ene groep is een deel van de andere. Samen telt het dubbel."),
    "part-beside-total": gettext_noop("De groep is een deel van het totaal dat ernaast staat."),
    "several-answers": gettext_noop(
        "Eén geval kan in meer groepen vallen. Tel de groepen daarom niet op en stapel ze niet."
    ),
    "exclusive-unknown": gettext_noop("De bron zegt niet of een geval in meer groepen kan vallen."),
    "incomplete-list": gettext_noop("De groepen zijn samen niet zeker het geheel."),
    "other-code-list": gettext_noop("‘{a}’ en ‘{b}’ hebben een andere indeling in groepen. Die passen niet op elkaar."),
    "lists-correspond": gettext_noop("‘{a}’ en ‘{b}’ hebben een eigen indeling. Alleen deze groep komt overeen."),
    "indicators-not-a-sum": gettext_noop("Van ‘{a}’ en ‘{b}’ is niet vastgelegd dat ze samen één geheel zijn."),
    "not-a-part": gettext_noop("‘{a}’ is geen deel van ‘{b}’."),
    "counts-only": gettext_noop("Hiervoor zijn aantallen nodig, geen percentages of gemiddelden."),
    "numerator-too-small": gettext_noop("Van een aantal onder de tien wordt niets berekend."),
    "denominator-too-small": gettext_noop(
        "Van minder dan vijftig gevallen wordt geen percentage of verhouding berekend."
    ),
    "part-above-whole": gettext_noop("‘{a}’ is hier meer dan ‘{b}’. Een deel kan niet groter zijn dan het geheel."),
    "denominator-small": gettext_noop("Dit is berekend over minder dan duizend gevallen. Lees het als een indicatie."),
    "average-without-weights": gettext_noop(
        "Een gemiddelde van percentages of cijfers per inwoner klopt alleen als elk gebied of elke periode "
        "meetelt naar "
        "grootte."
    ),
    "average-of-estimates": gettext_noop("Van scores en schattingen uit een onderzoek maken wij zelf geen gemiddelde."),
    "average-as-declared": gettext_noop(
        "Dit gemiddelde weegt elk gebied naar een aantal dat daarvoor is vastgelegd. Lees het als een benadering."
    ),
    "indicators-averaged": gettext_noop("‘{a}’ en ‘{b}’ hebben samen geen gemiddelde: ze meten niet hetzelfde."),
    "categories-averaged": gettext_noop("Een gemiddelde over groepen zegt niets over een van die groepen."),
    # inhabitants
    "no-population": gettext_noop("‘{b}’ is niet het aantal inwoners waardoor in deze monitor wordt gedeeld."),
    "population-per-population": gettext_noop(
        "Hier wordt een achtergrondcijfer op inwoners gedeeld; dat doen wij niet."
    ),
    "estimate-per-inhabitants": gettext_noop("Een schatting uit een onderzoek rekenen wij niet om naar alle inwoners."),
    "reference-date": gettext_noop("Het aantal inwoners is niet van 1 januari van het jaar waarover het cijfer gaat."),
    "reference-date-within-year": gettext_noop(
        "Het aantal inwoners is niet van 1 januari, maar wel van hetzelfde jaar."
    ),
    # regions
    "regions-overlap": gettext_noop("De gebieden overlappen elkaar: {both}. Samen telt dat dubbel."),
    "other-layout": gettext_noop("De gebieden horen niet tot dezelfde indeling: {both}."),
    "other-region": gettext_noop("De cijfers gaan over verschillende gebieden: {both}."),
    "same-area": gettext_noop("De twee gebieden vallen precies samen."),
    "counts-of-regions": gettext_noop(
        "Dit zijn aantallen van gebieden die niet even groot zijn. Vergelijk liever het cijfer per inwoner."
    ),
    "mixed-layouts": gettext_noop("De gebieden horen tot een andere indeling en kunnen elkaar overlappen: {both}."),
    "cohort-regions": gettext_noop("Per gebied gaat het om weinig gezinnen. Vergelijk gebieden hier heel voorzichtig."),
    "local-regions": gettext_noop(
        "Eigen cijfers van regio’s zijn niet op dezelfde manier geteld. Zet ze niet bij elkaar."
    ),
    "no-bridge": gettext_noop("Deze gebieden zijn samen niet precies één nieuw gebied."),
    "series-joined": gettext_noop(
        "Deze cijfers horen niet in één lijn: ze gaan over verschillende gebieden of cijfers."
    ),
    "counts-on-a-map": gettext_noop("Aantallen horen niet op een kaart: gebieden zijn niet even groot."),
    "several-on-a-map": gettext_noop("Op een kaart staat één cijfer tegelijk."),
    "periods-on-a-map": gettext_noop("Op een kaart staat één periode tegelijk."),
    # periods
    "period-missing": gettext_noop("Van een van de cijfers is de periode niet genoemd."),
    "kind-of-period": gettext_noop(
        "{both} zijn niet dezelfde soort periode. Zet een jaar, een half jaar en een dag niet bij elkaar."
    ),
    "half-of-year": gettext_noop(
        "{both} zijn niet dezelfde helft of hetzelfde deel van het jaar. Dat kan verschil maken."
    ),
    "periods-overlap": gettext_noop("{both} overlappen elkaar."),
    "other-period": gettext_noop("De cijfers gaan over verschillende perioden: {both}."),
    "break": gettext_noop("Tussen {a} en {b} is anders geteld. {about} Vergelijk deze perioden niet met elkaar."),
    "marked-break": gettext_noop("De bron meldt een breuk tussen {a} en {b}. Vergelijk deze perioden niet met elkaar."),
    "before-first": gettext_noop("{a} ligt vóór de eerste vergelijkbare periode. Vergelijk die niet met {b}."),
    "stock-over-periods": gettext_noop(
        "Dit is een stand op een moment. Standen van meer momenten worden niet opgeteld."
    ),
    "people-over-periods": gettext_noop(
        "Dezelfde mensen kunnen in {a} en in {b} meetellen. Die aantallen mogen niet worden opgeteld."
    ),
    "period-type-unknown": gettext_noop("De bron zegt niet of dit een stand is of wat er in de periode gebeurde."),
    "cohorts": gettext_noop(
        "Twee groepen gezinnen die na elkaar zijn gevolgd, zijn geen reeks en mogen niet worden samengevoegd "
        "of vergeleken."
    ),
    "other-cohort": gettext_noop("Elk jaar gaat over een andere groep mensen. Vergelijk die voorzichtig."),
    "several-differences": gettext_noop("De cijfers verschillen in meer dan één opzicht, ook in de periode."),
    "signal-on-provisional": gettext_noop("Bij voorlopige cijfers kijken wij niet of een verschil opvalt."),
    "signal-on-few": gettext_noop("Bij minder dan twintig gevallen kijken wij niet of een verschil opvalt."),
    "signal-on-measure": gettext_noop(
        "Of een verschil opvalt, bekijken wij alleen bij een percentage of een cijfer per inwoner. Gebieden zijn niet "
        "even groot, en een gemiddelde of score heeft geen gevallen."
    ),
    "signal-on-estimate": gettext_noop(
        "Bij cijfers uit een steekproef of over een groep die wordt gevolgd, kijken wij niet of een verschil opvalt."
    ),
    "signal-second-hand": gettext_noop("Bij cijfers uit tweede hand kijken wij niet of een verschil opvalt."),
    "signal-on-break": gettext_noop(
        "In {a} verandert de telling. {about} In deze periode kijken wij niet of een verschil opvalt."
    ),
    "signal-after-break": gettext_noop(
        "{about} In {a} is dit cijfer daarom met andere regio’s te vergelijken, maar niet met eerdere perioden."
    ),
    "signal-on-marked-break": gettext_noop(
        "De bron meldt een breuk bij dit cijfer. In deze periode kijken wij niet of een verschil opvalt."
    ),
}
"""Rule to Dutch sentence. `{a}` and `{b}` are the two figures, named as `ABOUT` says; `{both}` joins them."""

ABOUT = {
    "region-not-then": "region",
    "regions-overlap": "region",
    "other-layout": "region",
    "other-region": "region",
    "mixed-layouts": "region",
    "group-and-part": "category",
    "kind-of-period": "period",
    "half-of-year": "period",
    "periods-overlap": "period",
    "other-period": "period",
    "break": "period",
    "marked-break": "period",
    "signal-on-break": "period",
    "signal-after-break": "period",
    "before-first": "period",
    "people-over-periods": "period",
    "other-source": "source",
}
"""By what the figures are named in the sentence; without entry by their indicator."""
