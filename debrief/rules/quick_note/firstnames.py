"""Common first names of France and of English-speaking countries, folded: a hint that two words name a person."""

WORDS = """
abdel abigail adam adele adrien agathe agnes ahmed aicha aimee alain alan albert alex alexander alexandra alexandre
alexis alice alicia aline alison amandine amelia amelie amina amine amy ana anais andre andrea andrew angela angele
anissa anita ann anna anne annie anthony antoine antonio arnaud arthur ashley assia astrid aude audrey aurelie
aurelien awa axel baptiste barbara bastien beatrice ben benedicte benjamin benoit bernadette bernard bertrand
bilal bob boris brandon brenda brian brigitte bruce bruno bryan camille candice capucine carine carl carlos carole
caroline carolyn caterina catherine cecile cedric celia celine chantal charlene charles charlie charlotte chloe
chris christelle christian christiane christina christine christophe christopher claire clara claude claudia
claudine clemence clement colette colin coralie corinne craig cyril cyrille damien daniel daniele danielle david
deborah delphine denis denise diana diane didier diego dominique donald donna dorothee doris douglas dylan edith
edouard edward eleonore elena elias eliane elisa elisabeth elise elizabeth ella elodie eloise elsa emeline emilie
emily emma emmanuel emmanuelle eric erica estelle esther ethan etienne eugene eva evan eve evelyne fabien fabienne
fabio fabrice fanny fatima fatou fatoumata felix fernand fernando flavie flora florence florent florian france
francesca francine francis franck francois francoise frank fred frederic frederique gabriel gabrielle gael gaelle
gary gaston genevieve geoffrey george georges gerald geraldine gerard ghislaine gilbert gilles giovanni gisele
giulia gloria grace greg gregoire gregory guillaume gustave guy gwenaelle hakim hannah harold harry hassan heather
helen helene henri henry herve hugo hugues ian ibrahim ines irene iris isabelle ismael jack jacob jacqueline
jacques jade jake james jamila jane janet janine jason jasmine jean jeanne jeff jeffrey jennifer jenny jeremie
jeremy jerome jessica jim joan joanna joao jocelyne joe joel joelle john johnny jonas jonathan jordan jorge jose
joseph josephine joshua josiane joyce juan judith jules julia julian julie julien juliette justin justine karen
karim karine kate katherine kathleen katia kelly ken kenneth kevin khadija khaled kim laetitia lara larry laura
laure laurence laurent lea leila lena leo leon leonard lewis liam liliane lilian lina linda lionel lisa lise logan
loic lola lorraine lou louis louisa louise luc luca lucas lucie lucien lucile ludivine ludovic luis luke lydia lydie
madeleine mael maelle magali maguy malik manon manuel marc marcel marcelle marco margaret margaux margot maria
mariam marianne marie marina marine marion marius mark marlene martha martin martine mary maryse mateo mathias
mathieu mathilde matthew matthias matthieu maud maurice max maxence maxime megan mehdi melanie melissa michael
michel michele micheline michelle miguel mike mireille mohamed mohammed monica monique morgan morgane mounir muriel
mustapha mylene myriam nabil nadege nadia nadine nancy naomi natacha natalia nathalie nathan nicholas nick nicole
nicolas nina noah noe noel noemie nora norbert octave odette odile olga olivia oliver olivier omar oscar pamela
pascal pascale patrice patricia patrick paul paula paulette pauline pedro perrine peter philip philippe pierre
quentin rachel rachid raphael raymond rebecca regine regis remi remy renaud rene renee richard rita robert roberto
robin rodolphe roger roland romain romane ronald rosa rose rosalie rudy russell ruth ryan sabine sabrina said sally
salome sam samantha samia samir samira samuel sandra sandrine sandy sara sarah scott sean sebastien serge severine
sharon sheila sid sidonie simon simone sofia solange solene sonia sophia sophie soraya stacy stan stanislas
stephane stephanie stephen steve steven stewart stuart susan suzanne sylvain sylvia sylvie tania tatiana ted teresa
terry thalia theo theodore theresa therese thibault thibaut thierry thomas tiffany tim timothy tina tom tony tracy
tristan valentin valentine valerie vanessa vera veronique vicky victor victoria vincent virginie viviane walter
wassim wayne wendy wilfried william willy xavier yacine yann yannick yasmine yves yvette yvon yvonne zacharie zoe
zineb zohra
"""
FIRST_NAMES = frozenset(WORDS.split())
